package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.List;

/** Texts of several parts. */
final class Lists {
    private Lists() {}

    /**
     * The parts between commas, without white space around them; none for an empty text or {@code
     * off}.
     *
     * @throws IllegalArgumentException if a part is empty
     */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        if (text.isEmpty() || text.equalsIgnoreCase("off")) {
            return parts;
        }
        for (String part : split(text, ',')) {
            if (part.isEmpty()) {
                throw new IllegalArgumentException("has an empty part");
            }
            parts.add(part);
        }
        return parts;
    }

    /** The pieces between separators, empty ones too, without white space around them. */
    static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                pieces.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        return pieces;
    }
}
