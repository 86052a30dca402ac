package io.jdbcwarden.pool;

import org.jspecify.annotations.Nullable;

/** What may be shown of a JDBC URL. */
public final class JdbcUrls {
    private JdbcUrls() {}

    /**
     * The URL up to its parameters and without {@code user:password@}: credentials hide in both,
     * under names that differ by driver.
     */
    public static @Nullable String withoutCredentials(@Nullable String url) {
        if (url == null) {
            return null;
        }
        String shown = url;
        int parameters = indexOfAny(shown, "?;");
        if (parameters >= 0) {
            shown = shown.substring(0, parameters);
        }
        // Oracle: jdbc:oracle:thin:scott/tiger@//host/service
        int at = shown.lastIndexOf('@');
        if (at < 0) {
            return shown;
        }
        int start = shown.lastIndexOf("//", at);
        if (start < 0) {
            start = shown.lastIndexOf(':', at);
            int slash = shown.lastIndexOf('/', at);
            start = slash > start ? shown.lastIndexOf(':', slash) : start;
            return shown.substring(0, start + 1) + shown.substring(at);
        }
        return shown.substring(0, start + 2) + shown.substring(at + 1);
    }

    /** The first host named in the URL; {@code local} for databases without one. */
    static String host(@Nullable String url) {
        String shown = withoutCredentials(url);
        int slashes = shown == null ? -1 : shown.indexOf("//");
        if (shown == null || slashes < 0) {
            return "local";
        }
        String rest = shown.substring(slashes + 2);
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            return end < 0 ? "local" : rest.substring(0, end + 1);
        }
        int end = indexOfAny(rest, ":/,");
        String host = end < 0 ? rest : rest.substring(0, end);
        return host.isEmpty() ? "local" : host;
    }

    private static int indexOfAny(String text, String wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (wanted.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
