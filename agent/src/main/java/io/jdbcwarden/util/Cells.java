package io.jdbcwarden.util;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A row of numbers that only grow, which one thread or many add to, and any may read.
 *
 * <p>One thread's own row is written without an atomic instruction: it alone writes, and what it
 * wrote becomes visible in its order. The row of many threads is kept several times over, in {@link
 * Stripes}, and added to atomically. No lock, no allocation.
 */
public final class Cells {
    private final AtomicLongArray cells;
    private final boolean shared;
    private final int stride;

    private Cells(int length, boolean shared) {
        int padding = Stripes.PADDING;
        this.shared = shared;
        this.stride = (length + padding + padding - 1) / padding * padding;
        this.cells = new AtomicLongArray(padding + stride * (shared ? Stripes.COUNT : 1));
    }

    /** For one thread, the only one that ever adds. */
    public static Cells own(int length) {
        return new Cells(length, false);
    }

    /** For any number of threads. */
    public static Cells shared(int length) {
        return new Cells(length, true);
    }

    /** Where the current thread's row begins: to be found once, for all that it adds. */
    public int row() {
        return Stripes.PADDING + (shared ? stride * Stripes.mine() : 0);
    }

    /** Adds to a number of the current thread's row. */
    public void add(int row, int index, long increment) {
        int at = row + index;
        if (shared) {
            cells.getAndAdd(at, increment);
        } else {
            cells.lazySet(at, cells.get(at) + increment);
        }
    }

    /** Raises a number of the current thread's row to {@code value}, if it is less. */
    public void raise(int row, int index, long value) {
        int at = row + index;
        long current = cells.get(at);
        while (value > current && !cells.compareAndSet(at, current, value)) {
            current = cells.get(at);
        }
    }

    /** The sum of a number over all rows. While others add, each addition is in it or not. */
    public long sum(int index) {
        long sum = 0;
        for (int at = Stripes.PADDING + index; at < cells.length(); at += stride) {
            sum += cells.get(at);
        }
        return sum;
    }

    /** The greatest of a number over all rows. */
    public long max(int index) {
        long max = 0;
        for (int at = Stripes.PADDING + index; at < cells.length(); at += stride) {
            max = Math.max(max, cells.get(at));
        }
        return max;
    }
}
