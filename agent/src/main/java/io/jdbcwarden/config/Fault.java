package io.jdbcwarden.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one line that tells people what is wrong with a setting. */
final class Fault {
    private static final int LONGEST = 200;
    private static final String[] SECRETS = {"token", "password", "secret"};

    private Fault() {}

    /**
     * @param origin where it was given; null if that is obvious
     * @param problem what is wrong, and what is accepted
     */
    static String text(String key, String value, @Nullable String origin, String problem) {
        return clean(key)
                + "="
                + (isSecret(key) ? "***" : clean(value))
                + (origin == null ? "" : " (" + origin + ")")
                + ": "
                + clean(problem);
    }

    // A secret under a misspelt key must not end in a log.
    static boolean isSecret(String key) {
        for (String secret : SECRETS) {
            if (key.toLowerCase(Locale.ROOT).contains(secret)) {
                return true;
            }
        }
        return false;
    }

    /** One line of bounded length, whatever was written. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length(); i++) {
            if (i == LONGEST) {
                return clean.append("...").toString();
            }
            clean.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
        }
        return clean.toString();
    }
}
