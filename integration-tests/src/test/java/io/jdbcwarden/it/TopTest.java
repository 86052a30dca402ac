package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top} on a terminal, which {@code script} gives it. */
@Tag("any-pool")
class TopTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String HOME = "\033[H";

    @TempDir Path directory;

    @BeforeEach
    void needsScript() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    }

    private RunningJvm top(RunningJvm of, String... more) {
        String command =
                "stty rows 20 cols 90; tty > "
                        + directory.resolve("tty")
                        + "; exec "
                        + Path.of(System.getProperty("java.home", ""), "bin", "java")
                        + " -jar "
                        + WardenJar.path()
                        + " top --interval 0.2 "
                        + of.pid()
                        + " "
                        + String.join(" ", more);
        try {
            return new RunningJvm(
                    new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null").start());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The pictures that were drawn to their end, without colours. */
    private static List<String[]> pictures(RunningJvm top) {
        String all = String.join("\n", top.stdout());
        String[] pictures = all.split(Pattern.quote(HOME));
        return Arrays.stream(pictures)
                .skip(1)
                .filter(picture -> picture.contains("\033[J"))
                .map(picture -> picture.replaceAll("\033\\[[0-9;?]*[A-Za-z]", ""))
                .map(picture -> picture.split("\n", -1))
                .toList();
    }

    private static boolean fits(RunningJvm top, int rows, int columns) {
        List<String[]> pictures = pictures(top);
        if (pictures.isEmpty()) {
            return false;
        }
        String[] last = pictures.get(pictures.size() - 1);
        return last.length == rows && Arrays.stream(last).allMatch(l -> l.length() <= columns);
    }

    @Test
    void followsTheWindowSortsByKeysAndEndsWithTheJvm() throws Exception {
        try (RunningJvm shop = ShopMain.jvm().agent().start()) {
            shop.awaitStdout("ready");
            shop.send("borrow");
            shop.awaitStdout("borrow: 1 out");
            try (RunningJvm top = top(shop)) {
                await().atMost(SOON).until(() -> fits(top, 20, 90));
                assertThat(String.join("", top.stdout())).contains("\033[32m", "LEASED");

                String tty = Files.readString(directory.resolve("tty")).trim();
                new ProcessBuilder("stty", "-F", tty, "rows", "11", "cols", "50").start().waitFor();
                await().atMost(SOON).until(() -> fits(top, 11, 50));

                top.send("i");
                top.awaitStdout("sorted by idle");

                shop.close();
                assertThat(top.awaitExit()).isEqualTo(1);
                assertThat(String.join("", top.stdout()))
                        .contains("JVM " + shop.pid(), "\033[?1049l")
                        .containsPattern("has ended|does not answer any more");
            }
        }
    }

    @Test
    void endsByAKeyAndGivesTheScreenBack() {
        try (RunningJvm shop = ShopMain.jvm().agent().start()) {
            shop.awaitStdout("ready");
            try (RunningJvm top = top(shop, "--sort", "user")) {
                top.awaitStdout("sorted by user");

                top.send("q");

                assertThat(top.awaitExit()).isZero();
                assertThat(String.join("", top.stdout())).endsWith("\033[?1049l");
            }
        }
    }

    @Test
    void drawsABarWhileALoadTestRuns() {
        try (RunningJvm shop = ShopMain.jvm().agent().start()) {
            shop.awaitStdout("ready");
            String command =
                    Path.of(System.getProperty("java.home", ""), "bin", "java")
                            + " -jar "
                            + WardenJar.path()
                            + " load-test --sessions 1000 "
                            + shop.pid()
                            + " shop";
            try (RunningJvm test =
                    new RunningJvm(
                            new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null")
                                    .start())) {
                assertThat(test.awaitExit()).isZero();
                assertThat(String.join("", test.stdout())).contains("%  ", " of 1000");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
