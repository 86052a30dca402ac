package io.jdbcwarden.breaker;

import io.jdbcwarden.util.Padded;

/**
 * What a breaker does from one transition to the next. Immutable but for what a closed one counts;
 * replaced as a whole. Each state has permits of its own, so those of an earlier one mean nothing
 * to it.
 */
abstract class State extends Padded {
    /** The answer of {@link #acquire} if another state took over meanwhile: ask that one. */
    static final long REPLACED = -1;

    final Breaker breaker;

    /** How often the breaker tripped until now. */
    final long trips;

    /** When it last left the closed state, in milliseconds since 1970; 0 for never. */
    final long openedAtMillis;

    State(Breaker breaker, long trips, long openedAtMillis) {
        this.breaker = breaker;
        this.trips = trips;
        this.openedAtMillis = openedAtMillis;
    }

    abstract BreakerState name();

    /** A permit, {@link Breaker#REJECTED}, or {@link #REPLACED}. */
    abstract long acquire();

    /** Takes note of an outcome; false if another state took over meanwhile: tell that one. */
    abstract boolean report(long permit, Outcome outcome);

    abstract double failureRate();

    /** From time to time. */
    void tick() {}

    /** Milliseconds until the breaker lets somebody pass again; -1 for not by itself. */
    long retryInMillis() {
        return 0;
    }

    /** How a call ended that had a permit. */
    enum Outcome {
        SUCCESS,
        FAILURE,
        /** It says nothing about what the breaker guards. */
        IGNORED
    }
}
