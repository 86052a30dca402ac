package io.jdbcwarden.util;

import java.util.concurrent.atomic.AtomicLongArray;

/** A counter that many threads raise and few read. Any thread; no lock, no allocation. */
public final class StripedCounter {
    private final AtomicLongArray cells =
            new AtomicLongArray(Stripes.PADDING * (Stripes.COUNT + 1));

    /**
     * Adds one.
     *
     * @return the count of the current thread's stripe, which is enough to do something every so
     *     many times
     */
    public long increment() {
        return cells.incrementAndGet(Stripes.PADDING * (Stripes.mine() + 1));
    }

    /** The count. While others add, each addition is in it or not; it never gets smaller. */
    public long sum() {
        long sum = 0;
        for (int stripe = 1; stripe <= Stripes.COUNT; stripe++) {
            sum += cells.get(Stripes.PADDING * stripe);
        }
        return sum;
    }
}
