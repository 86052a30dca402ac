package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.session.Cleaned;
import org.jspecify.annotations.Nullable;

/**
 * The name of a kind of request, made of its method and path: {@code GET /orders/*}. The path is
 * hostile input and may hold secrets, so: no query, no path parameters ({@code ;jsessionid=…}), and
 * a {@code *} for each segment that looks like an id or a token.
 */
final class EntryText {
    private static final int LONGEST = 160;
    private static final int LONGEST_METHOD = 16;
    private static final int LONGEST_WORD = 40;
    private static final int TOKEN = 16;

    private EntryText() {}

    /** Both parts may be as long and as strange as a client likes. */
    static String of(@Nullable String method, @Nullable String path) {
        String verb = Cleaned.text(method, LONGEST_METHOD);
        StringBuilder text = new StringBuilder(64);
        text.append(verb == null ? "?" : verb).append(' ');
        if (path == null || path.isEmpty()) {
            return text.append('/').toString();
        }
        int query = path.indexOf('?');
        String cleaned = Cleaned.text(query < 0 ? path : path.substring(0, query), 4 * LONGEST);
        String raw = cleaned == null ? "/" : cleaned;
        int end = raw.length();
        int at = 0;
        while (at < end && text.length() < LONGEST) {
            int slash = raw.indexOf('/', at);
            int stop = slash < 0 || slash > end ? end : slash;
            appendSegment(text, raw, at, stop);
            if (stop < end) {
                text.append('/');
            }
            at = stop + 1;
        }
        if (at < end) {
            text.append('…');
        }
        return text.toString();
    }

    private static void appendSegment(StringBuilder text, String path, int from, int to) {
        int semicolon = path.indexOf(';', from);
        int end = semicolon < 0 || semicolon > to ? to : semicolon;
        if (isId(path, from, end)) {
            text.append('*');
        } else {
            text.append(path, from, end);
        }
    }

    /** All digits, or long and with a digit (a UUID, a hash, a token), or too long for a word. */
    private static boolean isId(String path, int from, int to) {
        int length = to - from;
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            }
        }
        return length > 0
                && (digits == length || (digits > 0 && length >= TOKEN) || length > LONGEST_WORD);
    }
}
