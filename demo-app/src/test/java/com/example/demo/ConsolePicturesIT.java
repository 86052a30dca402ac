package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.traffic.TrafficDriver;
import com.example.traffic.TrafficMix;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pictures in docs/console.md, taken of the shop with customers in it. */
class ConsolePicturesIT {

    private static final Path DOCS = Path.of("docs").toAbsolutePath();
    private static final long MOST_BYTES = 100 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    @DisabledIfSystemProperty(
            named = "update.docs",
            matches = "true",
            disabledReason = "the pictures are just being taken")
    void theDocsHaveThePicturesTheyShow() throws IOException {
        List<String> shown =
                Pattern.compile("\\((images/[^)]+)\\)")
                        .matcher(Files.readString(DOCS.resolve("console.md")))
                        .results()
                        .map(MatchResult::group)
                        .map(link -> link.substring(1, link.length() - 1))
                        .toList();

        assertThat(shown).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        for (String picture : shown) {
            assertThat(DOCS.resolve(picture)).isRegularFile();
            assertThat(Files.size(DOCS.resolve(picture))).isBetween(1_000L, MOST_BYTES);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "update.docs",
            matches = "true",
            disabledReason = "takes the pictures anew with -Dupdate.docs=true")
    void takesThePictures() throws Exception {
        try (Chromium chromium = Chromium.start();
                ConsoleShop shop =
                        ConsoleShop.start(new File("demo-app/target/pictures").getAbsoluteFile())) {
            ConsolePage page = new ConsolePage(chromium);
            TrafficDriver traffic = new TrafficDriver(shop.process.url(), 8, 20151130);
            traffic.enter();
            chromium.size(1280, 940);
            chromium.dark(false);
            page.open(shop.console);
            traffic.start(TrafficMix.customers());
            for (String request : List.of("report-2013", "report-2014", "report-2015")) {
                shop.visit("/reports/yearly?year=" + request.substring(7), request);
                Thread.sleep(4_000);
            }
            // The gauges need a history.
            String points = "return document.querySelector('.gauge .area').getAttribute('points')";
            await().atMost(LIMIT.multipliedBy(2))
                    .until(() -> String.valueOf(page.script(points)).split(" ").length > 30);
            picture(chromium, "console-light.png");

            page.filter("sessions", "report-2014");
            page.press(page.find("#sessions-table tbody"), "Show");
            page.awaitText("#sessions-table pre", "borrowed at:");
            page.script("document.querySelector('#sessions').scrollIntoView()");
            page.press(page.find("#sessions-table tbody"), "Reclaim");
            chromium.size(1280, 760);
            picture(chromium, "console-ask.png");
            page.confirm();
            page.awaitDone("is being reclaimed");
            page.find("#done button").click();
            page.filter("sessions", "");

            chromium.size(1280, 1080);
            page.press(page.find("#load-test-form"), "Start");
            page.confirm();
            page.awaitText("#load-test-text", "Ended");
            page.find("#done button").click();
            chromium.dark(true);
            page.script("document.querySelector('#incidents').scrollIntoView()");
            picture(chromium, "console-dark.png");

            shop.database.stop();
            page.awaitText("#health", "DOWN");
            traffic.stop();
            chromium.dark(false);
            chromium.size(390, 844);
            page.script("scrollTo(0, 0)");
            picture(chromium, "console-phone.png");
        }
    }

    private static void picture(Chromium chromium, String name) throws Exception {
        // Two frames: what was changed is painted then.
        chromium.driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))");
        Files.createDirectories(DOCS.resolve("images"));
        SmallPng.write(chromium.screenshot(), DOCS.resolve("images").resolve(name));
    }
}
