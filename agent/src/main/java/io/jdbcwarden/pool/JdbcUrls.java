package io.jdbcwarden.pool;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be shown of a JDBC URL. */
public final class JdbcUrls {
    private static final Pattern CREDENTIALS =
            Pattern.compile(
                    "(?<=[(,])\\s*(?:user|username|password|pwd)\\s*=[^(),]*,?",
                    Pattern.CASE_INSENSITIVE);

    private JdbcUrls() {}

    /**
     * The URL up to its parameters and without {@code user:password@}: credentials hide in both,
     * under names that differ by driver.
     */
    public static @Nullable String withoutCredentials(@Nullable String url) {
        if (url == null) {
            return null;
        }
        // MySQL: jdbc:mysql://(host=db,user=scott,password=tiger)/shop
        String shown = CREDENTIALS.matcher(url).replaceAll("").replace(",)", ")");
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

    private static int indexOfAny(String text, String wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (wanted.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
