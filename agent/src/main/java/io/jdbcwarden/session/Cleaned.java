package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from outside safe to log, publish and send: a header is hostile input, and a line
 * break in it would forge a log line.
 */
public final class Cleaned {
    private Cleaned() {}

    /**
     * The text without control, format and unpaired surrogate characters (each becomes {@code ?}),
     * trimmed and cut to {@code longest} characters; null if nothing is left.
     */
    public static @Nullable String text(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        // Bounded before anything else: a header can be as long as the server lets it.
        String bounded = text.length() > 4 * longest ? text.substring(0, 4 * longest) : text;
        String trimmed = bounded.trim();
        if (trimmed.isEmpty()) {
            return null;
        }
        int end = Math.min(trimmed.length(), longest);
        if (end < trimmed.length() && Character.isHighSurrogate(trimmed.charAt(end - 1))) {
            end--;
        }
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = trimmed.charAt(i);
            if (!isSafe(trimmed, i, end)) {
                if (clean == null) {
                    clean = new StringBuilder(end).append(trimmed, 0, i);
                }
                clean.append('?');
            } else if (clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? trimmed.substring(0, end) : clean.toString();
    }

    private static boolean isSafe(String text, int i, int end) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.UNASSIGNED:
            case Character.PRIVATE_USE:
                return false;
            default:
                return true;
        }
    }

    /**
     * The trace id of a W3C {@code traceparent} header ({@code 00-<32 hex>-<16 hex>-<2 hex>}), or
     * null.
     */
    static @Nullable String traceId(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() < 55) {
            return null;
        }
        if (traceparent.charAt(2) != '-'
                || traceparent.charAt(35) != '-'
                || traceparent.charAt(52) != '-') {
            return null;
        }
        boolean zero = true;
        for (int i = 3; i < 35; i++) {
            char c = traceparent.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return null;
            }
            zero &= c == '0';
        }
        return zero ? null : traceparent.substring(3, 35);
    }
}
