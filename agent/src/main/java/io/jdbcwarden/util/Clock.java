package io.jdbcwarden.util;

/** Where the agent reads the time, so that tests can set it. Any thread. */
public interface Clock {
    /** The JVM's own time. */
    Clock SYSTEM = new SystemClock();

    /**
     * Nanoseconds since a moment that means nothing; may be negative. Only differences say
     * something, and only they may be compared.
     */
    long nanos();

    /** Milliseconds since 1970, as people read it. May jump, so not for measuring. */
    long millis();
}
