package io.jdbcwarden.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class WardenLogTest {
    private final Logger log = WardenLog.logger(WardenLogTest.class);
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void logToAFile() {
        file = directory.resolve("warden.log");
        WardenLog.configure(LogLevel.INFO, file.toString(), LogFormat.TEXT);
    }

    @AfterEach
    void logToStderr() {
        WardenLog.configure(LogLevel.INFO, "stderr", LogFormat.TEXT);
    }

    @Test
    void isWhatSlf4jFinds() {
        assertThat(LoggerFactory.getLogger("x")).isInstanceOf(WardenLogger.class);
        assertThat(LoggerFactory.getLogger("x")).isSameAs(LoggerFactory.getLogger("x"));
    }

    @Test
    void writesFromItsLevelUp() {
        log.debug("quiet");
        log.info("loud {} {}", 1, "two");
        log.atWarn().setMessage("fluent").log();
        assertThat(file).content().contains("INFO  loud 1 two", "WARN  fluent");
        assertThat(file).content().doesNotContain("quiet");
    }

    @Test
    void theLevelCanBeChangedAtAnyTime() {
        WardenLog.level(LogLevel.TRACE);
        log.trace("seen");
        assertThat(log.isTraceEnabled()).isTrue();
        WardenLog.level(LogLevel.OFF);
        log.error("unseen");
        assertThat(log.isErrorEnabled()).isFalse();
        assertThat(WardenLog.level()).isEqualTo(LogLevel.OFF);
        assertThat(file).content().contains("seen").doesNotContain("unseen");
    }

    @Test
    void theFormatCanBeChangedInTheSameFile() {
        log.info("as text");
        WardenLog.configure(LogLevel.INFO, file.toString(), LogFormat.JSON);
        log.info("as json");
        assertThat(file).content().contains("INFO  as text", "\"message\":\"as json\"}");
    }

    @Test
    void neverThrowsWhateverItIsGiven() {
        Object hostile =
                new Object() {
                    @Override
                    public String toString() {
                        throw new AssertionError("hostile");
                    }
                };
        log.info("value {}", hostile);
        log.info(null);
        log.info("missing {} {}", 1);
        log.info("none", (Object[]) null);
        log.warn("error", new StackOverflowError());
        assertThat(file)
                .content()
                .contains(
                        "value (java.lang.AssertionError in toString())",
                        "missing 1 {}",
                        "StackOverflowError");
    }

    @Test
    void keepsSeveralLinesOfAMessageTogether() {
        log.warn("leak\n    at a\n    at b");
        assertThat(file).content().contains("leak\n    at a\n    at b");
    }

    @Test
    void logsToStderrWhenTheFileCannotBeOpened() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        withFreshLog(
                stderr,
                type -> {
                    Class<?> level = type("LogLevel", type);
                    Class<?> format = type("LogFormat", type);
                    type.getMethod("configure", level, String.class, format)
                            .invoke(
                                    null,
                                    level.getField("INFO").get(null),
                                    directory.toString(),
                                    format.getField("TEXT").get(null));
                    info(type, "after all");
                });
        assertThat(stderr.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("[jdbc-warden] ")
                                        .contains("ERROR cannot open log.file", "stderr"),
                        line -> assertThat(line).endsWith("INFO  after all"));
    }

    @Test
    void isUsableBeforeItIsConfigured() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        withFreshLog(stderr, type -> info(type, "early"));
        assertThat(stderr.toString(StandardCharsets.UTF_8))
                .startsWith("[jdbc-warden] 2")
                .endsWith("Z INFO  early" + System.lineSeparator());
    }

    /** It is for the application's SLF4J; ours would complain on stderr that it cannot find it. */
    @Test
    void ignoresTheProviderThatTheApplicationNames() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        System.setProperty("slf4j.provider", "com.acme.OwnProvider");
        try {
            withFreshLog(stderr, type -> info(type, "hello"));
            assertThat(System.getProperty("slf4j.provider")).isEqualTo("com.acme.OwnProvider");
        } finally {
            System.clearProperty("slf4j.provider");
        }
        assertThat(stderr.toString(StandardCharsets.UTF_8)).hasLineCount(1).endsWith("hello\n");
    }

    private interface Use {
        void of(Class<?> wardenLog) throws Exception;
    }

    /** Loads the log and SLF4J anew, as in the agent's own class loader. */
    private static void withFreshLog(ByteArrayOutputStream stderr, Use use) throws Exception {
        PrintStream before = System.err;
        Path classes = location(WardenLog.class);
        URL[] path = {
            classes.toUri().toURL(), location(LoggerFactory.class).toUri().toURL(),
        };
        assertThat(Files.exists(classes)).isTrue();
        System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader =
                new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            use.of(loader.loadClass(WardenLog.class.getName()));
        } finally {
            System.setErr(before);
        }
    }

    private static Path location(Class<?> type) throws Exception {
        URL url = type.getProtectionDomain().getCodeSource().getLocation();
        return new File(url.toURI()).toPath();
    }

    private static Class<?> type(String name, Class<?> beside) throws ClassNotFoundException {
        return Class.forName("io.jdbcwarden.log." + name, true, beside.getClassLoader());
    }

    private static void info(Class<?> wardenLog, String message) throws Exception {
        Object logger = wardenLog.getMethod("logger", Class.class).invoke(null, wardenLog);
        Class<?> type = Class.forName("org.slf4j.Logger", true, wardenLog.getClassLoader());
        type.getMethod("info", String.class).invoke(logger, message);
    }
}
