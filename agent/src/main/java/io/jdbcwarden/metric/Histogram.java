package io.jdbcwarden.metric;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations by size. {@link #record} is for hot paths and any thread: two atomic additions,
 * no lock, no allocation.
 *
 * <p>The numbers are kept several times over, in stripes, so that threads on different processors
 * seldom meet in one cache line; a thread's id chooses its stripe, and reading adds them up.
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

    /** A cache line of longs, and the one that processors fetch beside it. */
    private static final int PADDING = 16;

    private static final int STRIDE = (USED + PADDING + PADDING - 1) / PADDING * PADDING;
    private static final int MOST_STRIPES = 32;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final AtomicLongArray cells = new AtomicLongArray(PADDING + STRIPES * STRIDE);

    /**
     * Counts one duration.
     *
     * @param nanos nanoseconds; a negative one, as a clock gone wrong gives it, counts as 0
     */
    public void record(long nanos) {
        long duration = Math.max(nanos, 0);
        int stripe = stripeOf(Thread.currentThread());
        if (duration > cells.get(stripe + MAX)) {
            raiseMax(stripe + MAX, duration);
        }
        cells.getAndAdd(stripe + TOTAL, duration);
        cells.getAndIncrement(stripe + Buckets.indexOf(duration));
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
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            max = Math.max(max, cells.get(PADDING + stripe * STRIDE + MAX));
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
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            sum += cells.get(PADDING + stripe * STRIDE + cell);
        }
        return sum;
    }

    /** Where the numbers of a thread begin. Ids are given one after the other, so they spread. */
    private static int stripeOf(Thread thread) {
        return PADDING + ((int) thread.getId() & (STRIPES - 1)) * STRIDE;
    }

    /** The power of two that gives each processor two, so that few neighbours share one. */
    private static int stripes(int processors) {
        return Math.min(MOST_STRIPES, Integer.highestOneBit(2 * processors - 1) << 1);
    }
}
