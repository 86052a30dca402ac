package io.jdbcwarden.cli;

import io.jdbcwarden.cli.Table.Quantity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times in few characters. */
final class Human {
    private Human() {}

    /** {@code 850ms}, {@code 12.3s}, {@code 5m07s}, {@code 3h12m}, {@code 2d04h}. */
    static Quantity millis(double millis) {
        long seconds = Math.round(millis / 1000);
        if (millis < 1000) {
            return new Quantity(Math.round(millis) + "ms");
        }
        if (millis < 59_950) {
            return new Quantity(String.format(Locale.ROOT, "%.1fs", millis / 1000));
        }
        if (seconds < 3600) {
            return pair(seconds, 60, 'm', 's');
        }
        return seconds < 86_400
                ? pair(seconds / 60, 60, 'h', 'm')
                : pair(seconds / 3600, 24, 'd', 'h');
    }

    private static Quantity pair(long value, int unit, char large, char small) {
        return new Quantity(String.format("%d%c%02d%c", value / unit, large, value % unit, small));
    }

    /** Seconds that may be far below one: {@code 0.2ms}, {@code 12ms}. */
    static Quantity seconds(double seconds) {
        return seconds > 0 && seconds < 0.01
                ? new Quantity(String.format(Locale.ROOT, "%.1fms", seconds * 1000))
                : millis(seconds * 1000);
    }

    /** In this machine's own time zone; empty for what is no date. */
    static String time(@Nullable Object date, String pattern) {
        return date instanceof Date ? instant(((Date) date).toInstant(), pattern) : "";
    }

    static String instant(Instant instant, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    static long number(@Nullable Object value) {
        return value instanceof Number ? ((Number) value).longValue() : 0;
    }

    static double decimal(@Nullable Object value) {
        return value instanceof Number ? ((Number) value).doubleValue() : 0;
    }

    /** A number that pools give as negative if they do not know it. */
    static @Nullable Object known(@Nullable Object value) {
        return value instanceof Number && number(value) < 0 ? null : value;
    }
}
