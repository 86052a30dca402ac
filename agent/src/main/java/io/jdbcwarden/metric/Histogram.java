package io.jdbcwarden.metric;

import io.jdbcwarden.util.Stripes;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations by size. {@link #record} is for hot paths and any thread: two atomic additions,
 * no lock, no allocation.
 *
 * <p>The numbers are kept in {@link Stripes}; reading adds them up.
 *
 * <p>A snapshot taken while others record is never torn in a way that shows: its count is the sum
 * of its buckets, no bucket is ever smaller than in an earlier snapshot, and since a recording
 * counts itself last and a snapshot reads the counts first, the maximum and the total cover every
 * duration counted (and perhaps one or two more).
 */
public final class Histogram {
    private static final int TOTAL = Buckets.COUNT;
    private static final int MAX = TOTAL + 1;
    private static final int USED = MAX + 1;

    private static final int PADDING = Stripes.PADDING;
    private static final int STRIDE = (USED + PADDING + PADDING - 1) / PADDING * PADDING;

    private final AtomicLongArray cells = new AtomicLongArray(start(Stripes.COUNT));

    /**
     * Counts one duration.
     *
     * @param nanos nanoseconds; a negative one, as a clock gone wrong gives it, counts as 0
     */
    public void record(long nanos) {
        long duration = Math.max(nanos, 0);
        int start = start(Stripes.mine());
        if (duration > cells.get(start + MAX)) {
            raiseMax(start + MAX, duration);
        }
        cells.getAndAdd(start + TOTAL, duration);
        cells.getAndIncrement(start + Buckets.indexOf(duration));
    }

    /** How many durations were counted so far. */
    public long count() {
        long count = 0;
        for (int i = 0; i < TOTAL; i++) {
            count += sum(i);
        }
        return count;
    }

    /** The numbers of this moment. */
    public HistogramSnapshot snapshot() {
        long[] counts = new long[Buckets.COUNT];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = sum(i);
        }
        long total = sum(TOTAL);
        long max = 0;
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            max = Math.max(max, cells.get(start(stripe) + MAX));
        }
        return new HistogramSnapshot(counts, total, max);
    }

    private void raiseMax(int cell, long duration) {
        long current = cells.get(cell);
        while (duration > current && !cells.compareAndSet(cell, current, duration)) {
            current = cells.get(cell);
        }
    }

    private long sum(int cell) {
        long sum = 0;
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            sum += cells.get(start(stripe) + cell);
        }
        return sum;
    }

    /** Where the numbers of a stripe begin. */
    private static int start(int stripe) {
        return PADDING + stripe * STRIDE;
    }
}
