package io.jdbcwarden.config;

/** A text in which each {@code *} stands for any characters, or none. Case counts. */
final class Glob {
    private final String text;

    Glob(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Whether it has no wildcard, so that it matches only itself. */
    boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** The number of characters that are not wildcards: the more, the more special. */
    int literals() {
        int literals = 0;
        for (int i = 0; i < text.length(); i++) {
            literals += text.charAt(i) == '*' ? 0 : 1;
        }
        return literals;
    }

    /**
     * Never backtracks over more than the last wildcard, so hostile patterns cost no more than n·m.
     */
    boolean matches(String candidate) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < candidate.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && text.charAt(at) == candidate.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob && ((Glob) other).text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
