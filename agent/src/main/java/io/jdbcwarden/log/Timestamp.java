package io.jdbcwarden.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes a time in UTC: {@code 2026-11-24 02:10:11.123Z}. Not in the JVM's own time zone, because
 * to ask for that in premain would fix it, before an application that sets {@code user.timezone} in
 * its main method has done so.
 */
final class Timestamp {
    private Timestamp() {}

    static void append(StringBuilder to, long millis, char separator) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        digits(to, time.getYear(), 4).append('-');
        digits(to, time.getMonthValue(), 2).append('-');
        digits(to, time.getDayOfMonth(), 2).append(separator);
        digits(to, time.getHour(), 2).append(':');
        digits(to, time.getMinute(), 2).append(':');
        digits(to, time.getSecond(), 2).append('.');
        digits(to, (int) Math.floorMod(millis, 1000L), 3).append('Z');
    }

    private static StringBuilder digits(StringBuilder to, int number, int width) {
        String text = Integer.toString(number);
        for (int i = text.length(); i < width; i++) {
            to.append('0');
        }
        return to.append(text);
    }
}
