package io.jdbcwarden.log;

import io.jdbcwarden.util.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** How a line of the agent's log is written. Each gives a whole line, with its end. */
public enum LogFormat {
    /** For people: {@code [jdbc-warden] 2026-11-24 02:10:11.123Z WARN message}. */
    TEXT {
        @Override
        void write(
                StringBuilder line,
                long millis,
                Level level,
                String logger,
                String message,
                @Nullable Throwable error,
                @Nullable List<KeyValuePair> fields) {
            line.append(WardenLog.PREFIX);
            Timestamp.append(line, millis, ' ');
            line.append(' ').append(level).append(level.toString().length() < 5 ? "  " : " ");
            line.append(message).append(System.lineSeparator());
            if (error != null) {
                below(line, StackTrace.of(error));
            }
            if (fields != null) {
                for (KeyValuePair field : fields) {
                    if (field.key.equals(WardenLog.STACK) && field.value != null) {
                        below(line, String.valueOf(field.value));
                    }
                }
            }
        }
    },

    /**
     * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, {@code
     * error}; of incidents also what they are, whom they concern and where they happen.
     */
    JSON {
        @Override
        void write(
                StringBuilder line,
                long millis,
                Level level,
                String logger,
                String message,
                @Nullable Throwable error,
                @Nullable List<KeyValuePair> fields) {
            line.append("{\"time\":\"");
            Timestamp.append(line, millis, 'T');
            line.append("\",\"level\":\"").append(level).append('"');
            field(line, "logger", logger);
            field(line, "message", message);
            if (fields != null) {
                for (KeyValuePair field : fields) {
                    field(line, field);
                }
            }
            if (error != null) {
                field(line, "error", StackTrace.of(error));
            }
            line.append("}\n");
        }
    };

    /**
     * Appends one line.
     *
     * @param millis since 1970
     * @param fields beside the message, which people do not need again; values may be null
     */
    abstract void write(
            StringBuilder line,
            long millis,
            Level level,
            String logger,
            String message,
            @Nullable Throwable error,
            @Nullable List<KeyValuePair> fields);

    private static void below(StringBuilder line, String stack) {
        line.append(stack);
        if (!stack.endsWith("\n")) {
            line.append(System.lineSeparator());
        }
    }

    private static void field(StringBuilder line, KeyValuePair field) {
        if (field.value instanceof Number) {
            line.append(",\"").append(field.key).append("\":").append(field.value);
        } else if (field.value != null) {
            field(line, field.key, String.valueOf(field.value));
        }
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":");
        Json.quote(line, value);
    }
}
