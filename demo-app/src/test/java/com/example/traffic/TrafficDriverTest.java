package com.example.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficDriverTest {

    private HttpServer server;
    private volatile boolean broken;
    private volatile String priceList = "own prices";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theSameSeedGivesTheSameVisits() {
        assertThat(visits(7)).isEqualTo(visits(7)).isNotEqualTo(visits(8));
    }

    @Test
    void customersAloneAskForNoReportsAndNoNewsletters() {
        Random dice = new Random(1);
        assertThat(Stream.generate(() -> TrafficMix.customers().next(dice)).limit(5_000))
                .noneMatch(visit -> visit.feature().matches("/newsletter|/reports.*"));
    }

    @Test
    void refusesAnAddressThatIsNotOfThisMachine() throws Exception {
        URL elsewhere = URI.create("http://192.0.2.1/").toURL();
        assertThatThrownBy(() -> new TrafficDriver(elsewhere, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void countsWhatWasServedAndWhatFailed() throws Exception {
        TrafficDriver driver = enter();
        driver.start(TrafficMix.customers());
        await().until(() -> driver.log().count(Outcome.Kind.SERVED) > 5);
        broken = true;
        await().until(() -> driver.log().count(Outcome.Kind.FAILED) > 5);
        driver.stop();
        int all = driver.log().count(everything());
        assertThat(
                        driver.log().count(Outcome.Kind.SERVED)
                                + driver.log().count(Outcome.Kind.FAILED))
                .isEqualTo(all);
        assertThat(TrafficLog.medianMillis(driver.log().select(everything())))
                .isBetween(0.0, 1_000.0);
    }

    @Test
    void callsAPriceListWrongThatIsNotTheShoppersOwn() throws Exception {
        TrafficDriver driver = enter();
        priceList = "prices of somebody else";
        driver.start(TrafficMix.customers());
        await().until(() -> driver.log().count(Outcome.Kind.WRONG) > 0);
        driver.stop();
        assertThat(driver.log().select(page -> page.kind() == Outcome.Kind.WRONG))
                .allMatch(page -> page.feature().equals("/prices"));
    }

    @Test
    void remembersTheReservationsThatWereConfirmed() throws Exception {
        TrafficDriver driver = enter();
        driver.start(TrafficMix.customers());
        await().until(() -> driver.log().confirmedReservations().length > 0);
        driver.stop();
        assertThat(driver.log().confirmedReservations()).containsOnly(42);
    }

    private TrafficDriver enter() throws Exception {
        URL shop = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/").toURL();
        TrafficDriver driver = new TrafficDriver(shop, 4, 3);
        driver.enter();
        return driver;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String body = path.equals("/prices") ? priceList : "Your reservation number is 42.";
        if (!path.equals("/prices") && !path.equals("/cart/reserve")) {
            body = "a page";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status(path, form), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int status(String path, String form) {
        if (broken) {
            return 500;
        }
        if (path.equals("/login")) {
            return 302;
        }
        return form.contains("AUTUMN") ? 409 : 200;
    }

    private static List<String> visits(long seed) {
        Random dice = new Random(seed);
        TrafficMix mix = TrafficMix.customersAndStaff();
        return Stream.generate(() -> mix.next(dice).toString()).limit(1_000).toList();
    }

    private static Predicate<Outcome> everything() {
        return outcome -> true;
    }
}
