package io.jdbcwarden.config;

/** A secret that goes into an HTTP header; empty if there is none. Its text is in no message. */
final class Secret extends Type<String> {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 200;

    @Override
    String parse(String text) {
        if (!text.isEmpty() && text.length() < SHORTEST) {
            throw new IllegalArgumentException("too short to be safe");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~' || i == LONGEST) {
                throw new IllegalArgumentException(
                        i == LONGEST ? "too long" : "has characters that a header cannot carry");
            }
        }
        return text;
    }

    @Override
    String accepted() {
        return SHORTEST + " to " + LONGEST + " letters, digits and signs, without spaces";
    }
}
