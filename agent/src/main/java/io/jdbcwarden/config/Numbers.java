package io.jdbcwarden.config;

/** Reads numbers strictly: ASCII digits and nothing else. */
final class Numbers {
    private Numbers() {}

    /**
     * A whole number from 0 on.
     *
     * @throws IllegalArgumentException if it is anything else, or too large for a long
     */
    static long whole(String text) {
        if (text.startsWith("-")) {
            throw new IllegalArgumentException("negative");
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no number");
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not a whole number");
            }
            if (number > (Long.MAX_VALUE - digit) / 10) {
                throw new IllegalArgumentException("too large");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
