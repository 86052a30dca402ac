package io.jdbcwarden.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LogFormatTest {
    private static final long TIME = Instant.parse("2026-11-24T02:10:11.123Z").toEpochMilli();

    private static String line(LogFormat format, String message, @Nullable Throwable error) {
        StringBuilder line = new StringBuilder();
        format.write(line, TIME, Level.WARN, "io.jdbcwarden.X", message, error, null);
        return line.toString();
    }

    @Test
    void textIsOneLineWithTimeAndLevel() {
        assertThat(line(LogFormat.TEXT, "a leak", null))
                .isEqualTo("[jdbc-warden] 2026-11-24 02:10:11.123Z WARN  a leak%n".formatted());
    }

    @Test
    void textAlignsLevels() {
        StringBuilder line = new StringBuilder();
        LogFormat.TEXT.write(line, TIME, Level.ERROR, "x", "a", null, null);
        assertThat(line).contains("Z ERROR a");
    }

    @Test
    void textHasTheStackTraceBelow() {
        assertThat(line(LogFormat.TEXT, "failed", new IllegalStateException("why")).lines())
                .element(1)
                .isEqualTo("java.lang.IllegalStateException: why");
    }

    @Test
    void jsonIsOneObjectALine() {
        assertThat(line(LogFormat.JSON, "a leak", null))
                .isEqualTo(
                        "{\"time\":\"2026-11-24T02:10:11.123Z\",\"level\":\"WARN\","
                                + "\"logger\":\"io.jdbcwarden.X\",\"message\":\"a leak\"}\n");
    }

    @Test
    void jsonHasTheFieldsOfAnIncidentAndTextItsStackAlone() {
        List<KeyValuePair> fields =
                List.of(
                        new KeyValuePair("pool", "shop"),
                        new KeyValuePair("session", 4L),
                        new KeyValuePair("user", null),
                        new KeyValuePair("stack", "borrowed at:\n\tat x\n"));

        assertThat(line(LogFormat.JSON, fields))
                .endsWith(
                        "\"message\":\"a leak\",\"pool\":\"shop\",\"session\":4,"
                                + "\"stack\":\"borrowed at:\\n\\tat x\\n\"}\n")
                .hasLineCount(1);
        assertThat(line(LogFormat.TEXT, fields).lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("WARN  a leak"),
                        line -> assertThat(line).isEqualTo("borrowed at:"),
                        line -> assertThat(line).isEqualTo("\tat x"));
    }

    private static String line(LogFormat format, List<KeyValuePair> fields) {
        StringBuilder line = new StringBuilder();
        format.write(line, TIME, Level.WARN, "io.jdbcwarden.X", "a leak", null, fields);
        return line.toString();
    }

    @Test
    void jsonEscapesWhateverAMessageHolds() {
        assertThat(line(LogFormat.JSON, "a\"b\\c\nd\te\rf\u0001g\u001fü", null))
                .contains("\"message\":\"a\\\"b\\\\c\\nd\\te\\rf\\u0001g\\u001fü\"}")
                .hasLineCount(1);
    }

    @Test
    void jsonHasTheStackTraceInOneField() {
        assertThat(line(LogFormat.JSON, "failed", new IllegalStateException("why")))
                .contains("\"error\":\"java.lang.IllegalStateException: why\\n\\tat ")
                .hasLineCount(1);
    }

    @Test
    void anErrorThatCannotBePrintedIsNamed() {
        Throwable hostile =
                new RuntimeException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("hostile");
                    }
                };
        assertThat(line(LogFormat.TEXT, "failed", hostile))
                .contains("LogFormatTest$", "(its stack trace cannot be printed)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z",
                "1969-12-31T23:59:59.999Z",
                "2024-02-29T09:08:07.060Z"
            })
    void writesTimesInUtc(String time) {
        StringBuilder text = new StringBuilder();
        Timestamp.append(text, Instant.parse(time).toEpochMilli(), 'T');
        assertThat(text).hasToString(time);
    }
}
