package io.jdbcwarden.metric;

/** What a pool says of itself at one moment. Immutable; a number that it does not tell is -1. */
public final class PoolNumbers {
    /** Of a pool that tells nothing. */
    public static final PoolNumbers UNKNOWN = new PoolNumbers(-1, -1, -1, -1, -1);

    private final int active;
    private final int idle;
    private final int total;
    private final int pending;
    private final int max;

    public PoolNumbers(int active, int idle, int total, int pending, int max) {
        this.active = active;
        this.idle = idle;
        this.total = total;
        this.pending = pending;
        this.max = max;
    }

    /** Connections that are borrowed. */
    public int active() {
        return active;
    }

    /** Connections that wait to be borrowed. */
    public int idle() {
        return idle;
    }

    /** Physical connections, borrowed or not. */
    public int total() {
        return total;
    }

    /** Threads that wait for a connection. */
    public int pending() {
        return pending;
    }

    /** The most connections the pool may have. */
    public int max() {
        return max;
    }

    /** The share of the most connections that is borrowed, from 0 to 1; 0 if it is not known. */
    public double utilization() {
        return active < 0 || max <= 0 ? 0 : (double) active / max;
    }

    @Override
    public String toString() {
        return "active="
                + active
                + " idle="
                + idle
                + " total="
                + total
                + " pending="
                + pending
                + " max="
                + max;
    }
}
