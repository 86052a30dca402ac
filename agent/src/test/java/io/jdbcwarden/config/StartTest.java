package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.log.WardenLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loading the settings and logging does to a JVM that has only just started. */
class StartTest {
    @TempDir static Path directory;
    private static List<String> output;

    /** Runs in a JVM of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            Loaded loaded =
                    SettingsLoader.load(arguments[0], System.getProperties(), System.getenv());
            Settings settings = loaded.settings();
            WardenLog.configure(
                    settings.get(Catalogue.LOG_LEVEL),
                    settings.get(Catalogue.LOG_FILE),
                    settings.get(Catalogue.LOG_FORMAT));
            settings.forPool("orders");
            WardenLog.logger(Child.class).info("settings: {}", settings.describe());
            WardenLog.logger(Child.class).warn("error", new IllegalStateException());
            System.out.println("END OF START");
            System.setProperty("user.timezone", "Asia/Tokyo");
            System.out.println("ZONE " + TimeZone.getDefault().getID());
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path config = directory.resolve("warden.properties");
        Files.writeString(
                config,
                "lease.max-age=1h\nlog.file=" + directory + "/log\npools.o*.mode=observe\n");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process child =
                new ProcessBuilder(
                                java.toString(),
                                "-Xshare:auto",
                                "-verbose:class",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                "mode=observe,config=" + config)
                        .redirectErrorStream(true)
                        .start();
        String text = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(text).isZero();
        output = text.lines().toList();
    }

    @Test
    void loadsNothingThatAContainerWantsToConfigureFirst() {
        List<String> start = output.subList(0, output.indexOf("END OF START"));
        assertThat(start).anyMatch(line -> line.contains("io.jdbcwarden.config.Catalogue"));
        assertThat(start)
                .noneMatch(line -> line.contains(" java.util.logging."))
                .noneMatch(line -> line.contains(" javax.management."));
    }

    @Test
    void startsNeitherLambdasNorRegularExpressions() {
        int first = 0;
        while (!output.get(first).contains("StartTest$Child")) {
            first++;
        }
        assertThat(output.subList(first, output.indexOf("END OF START")))
                .noneMatch(line -> line.contains(" io.jdbcwarden.") && line.contains("$$Lambda"))
                .noneMatch(line -> line.contains(" java.util.regex.Pattern "));
    }

    @Test
    void leavesTheTimeZoneToTheApplication() {
        assertThat(output).contains("ZONE Asia/Tokyo");
    }
}
