package io.jdbcwarden.util;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes short ids that no other id of this JVM equals, and hardly one of another JVM: a random
 * start, then a number. They can be guessed, so they are names and never secrets. Any thread.
 */
public final class IdGenerator {
    private static final int START_DIGITS = 8;

    private final String start;
    private final AtomicLong last = new AtomicLong();

    public IdGenerator() {
        this(UUID.randomUUID().toString().substring(0, START_DIGITS));
    }

    IdGenerator(String start) {
        this.start = start + '-';
    }

    /** The next id, as {@code 5f3c90aa-1}. */
    public String next() {
        return start + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
    }
}
