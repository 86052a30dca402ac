package io.jdbcwarden.log;

import io.jdbcwarden.util.Json;
import org.jspecify.annotations.Nullable;
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
                @Nullable Throwable error) {
            line.append(WardenLog.PREFIX);
            Timestamp.append(line, millis, ' ');
            line.append(' ').append(level).append(level.toString().length() < 5 ? "  " : " ");
            line.append(message).append(System.lineSeparator());
            if (error != null) {
                String stack = StackTrace.of(error);
                line.append(stack);
                if (!stack.endsWith("\n")) {
                    line.append(System.lineSeparator());
                }
            }
        }
    },

    /**
     * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, {@code
     * error}.
     */
    JSON {
        @Override
        void write(
                StringBuilder line,
                long millis,
                Level level,
                String logger,
                String message,
                @Nullable Throwable error) {
            line.append("{\"time\":\"");
            Timestamp.append(line, millis, 'T');
            line.append("\",\"level\":\"").append(level).append('"');
            field(line, "logger", logger);
            field(line, "message", message);
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
     */
    abstract void write(
            StringBuilder line,
            long millis,
            Level level,
            String logger,
            String message,
            @Nullable Throwable error);

    private static void field(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":");
        Json.quote(line, value);
    }
}
