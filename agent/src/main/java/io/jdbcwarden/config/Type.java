package io.jdbcwarden.config;

/**
 * How the text of a setting becomes a value. Values are immutable. One instance serves all threads.
 *
 * @param <T> the value
 */
abstract class Type<T> {
    /**
     * @param text without white space around it
     * @throws IllegalArgumentException whose message says what is wrong with the text, in a few
     *     words
     */
    abstract T parse(String text);

    /** What may be written, in a few words for people. */
    abstract String accepted();
}
