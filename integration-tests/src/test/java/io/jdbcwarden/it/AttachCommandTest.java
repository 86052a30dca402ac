package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach}: pools and their handles are loaded, and in use, before the agent comes. */
@Tag("any-pool")
class AttachCommandTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Handles that are of a generated class, of written ones, and JDK proxies. */
    @ParameterizedTest
    @ValueSource(strings = {"hikaricp-7.1.0", "dbcp2-2.14.0", "tomcat-jdbc-11.0.27"})
    void guardsWhatIsBorrowedFromThenOnAndShowsTheRestAsUnknown(String kind) {
        try (RunningJvm shop = ShopMain.jvm().property("kind", kind).start()) {
            shop.awaitStdout("ready");
            shop.send("borrow");
            shop.awaitStdout("borrow: 1 out");

            assertThat(Cli.good("attach", shop.pid(), "lease.max-age=1s", "stack=always"))
                    .startsWith(
                            "JVM "
                                    + shop.pid()
                                    + " is guarded from now on; its pools show from their next"
                                    + " borrow on");
            shop.send("borrow");
            shop.awaitStdout("borrow: 2 out");
            shop.send("use");
            shop.awaitStdout("used: 1");

            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(Cli.good("pools", shop.pid()))
                                            .last()
                                            .asString()
                                            .contains(
                                                    "1 connection was borrowed before the agent"
                                                            + " came",
                                                    "never taken back"));
            assertThat(Cli.good("sessions", shop.pid()))
                    .filteredOn(line -> line.contains(" UNKNOWN "))
                    .singleElement()
                    .asString()
                    .contains("-1 ", "main", "before the agent came");
            await().atMost(SOON)
                    .until(
                            () ->
                                    Cli.good("incidents", shop.pid()).stream()
                                            .anyMatch(line -> line.contains("EXPIRED")));
            shop.send("use last");
            shop.awaitStdout("last: 08003 71002");
            // The other one is older, and works.
            shop.send("use");
            await().until(() -> count(shop, "used: 1") == 2);
            assertThat(Cli.failed("reclaim", shop.pid(), "--", "-1"))
                    .contains("borrowed before the agent came", "left alone");

            shop.send("return");
            shop.awaitStdout("return: 1 out");
            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(Cli.good("pools", shop.pid()))
                                            .noneMatch(line -> line.contains("before")));
            assertThat(Cli.good("sessions", shop.pid())).hasSize(1);
        }
    }

    private static long count(RunningJvm jvm, String line) {
        return jvm.stdout().stream().filter(line::equals).count();
    }

    @Test
    void saysThatAJvmIsGuardedAlready() {
        try (RunningJvm shop = ShopMain.jvm().agent().start()) {
            shop.awaitStdout("ready");

            assertThat(Cli.good("attach", shop.pid()))
                    .containsExactly("JVM " + shop.pid() + " is guarded already");
            assertThat(Cli.failed("attach", shop.pid(), "mode=observe"))
                    .contains("guarded already", "set " + shop.pid());
        }
    }

    /** They are looked at here, before anything is done there. */
    @Test
    void refusesSettingsWithFaults() {
        RunningJvm jvm = Cli.run("attach", 1, "mod=observe", "stack=perhaps");

        assertThat(jvm.exitCode()).isEqualTo(2);
        assertThat(jvm.stderr())
                .anyMatch(line -> line.contains("mod=observe") && line.contains("mode"))
                .anyMatch(line -> line.contains("stack=perhaps"));
    }

    @Test
    void canBeTriedAgainAfterAFileOfTheApplicationHadFaults(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("warden.properties"), "mode=perhaps\n");
        try (RunningJvm shop = ShopMain.jvm().property("warden.config", file.toString()).start()) {
            shop.awaitStdout("ready");

            assertThat(Cli.failed("attach", shop.pid()))
                    .contains("did not start in JVM " + shop.pid(), "standard error");
            shop.awaitStderr("mode=perhaps");

            Files.writeString(file, "mode=observe\n");
            assertThat(Cli.good("attach", shop.pid())).isNotEmpty();
        }
    }

    @Test
    void saysHowTheWarningOfNewJvmsIsSilenced() {
        try (RunningJvm loud = ShopMain.jvm().start();
                RunningJvm quiet =
                        ShopMain.jvm().jvmArg("-XX:+EnableDynamicAgentLoading").start()) {
            loud.awaitStdout("ready");
            quiet.awaitStdout("ready");

            assertThat(Cli.good("attach", loud.pid()))
                    .hasSize(Runtime.version().feature() >= 21 ? 2 : 1);
            assertThat(Cli.good("attach", quiet.pid())).hasSize(1);
            assertThat(quiet.stderr()).noneMatch(line -> line.contains("WARNING"));
        }
    }

    @Test
    void readsSettingsThatHoldCommas() {
        try (RunningJvm shop = ShopMain.jvm().start()) {
            shop.awaitStdout("ready");
            Cli.good("attach", shop.pid(), "breaker.failures=5,50%/20", "mode=observe");
            shop.send("borrow");
            shop.awaitStdout("borrow: 1 out");

            List<String> top = Cli.good("top", shop.pid());

            assertThat(top).anyMatch(line -> line.startsWith("mode observe"));
        }
    }
}
