package io.jdbcwarden.breaker;

/** What a breaker does with those who ask. */
public enum BreakerState {
    /** Lets everybody pass, and watches the outcomes. */
    CLOSED(0),
    /** Lets a few pass, to see whether it can close. */
    HALF_OPEN(1),
    /** Lets nobody pass. */
    OPEN(2);

    private final int number;

    BreakerState(int number) {
        this.number = number;
    }

    /** The state as a metric: 0 closed, 1 half-open, 2 open. */
    public int number() {
        return number;
    }
}
