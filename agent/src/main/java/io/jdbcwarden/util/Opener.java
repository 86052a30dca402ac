package io.jdbcwarden.util;

/**
 * Opens the package of a class to the agent, and to nobody else, so that a pool's private members
 * can be read. Set once at start-up; without it (unit tests, Java 8) plain reflection is all there
 * is.
 */
public interface Opener {
    /** Opens nothing. */
    Opener NONE = type -> {};

    /** Opens the package of {@code type} to the agent's module. Any thread; never throws. */
    void open(Class<?> type);
}
