package io.jdbcwarden.metric;

import io.jdbcwarden.util.Cells;
import java.util.Collections;
import java.util.List;

/**
 * Counts durations by size, in {@link Cells}. {@link #record} is for hot paths: no lock, no
 * allocation.
 *
 * <p>A snapshot taken while others record is never torn in a way that shows: its count is the sum
 * of its buckets, no bucket is ever smaller than in an earlier snapshot, and since a recording
 * counts itself last and a snapshot reads the counts first, the maximum and the total cover every
 * duration counted (and perhaps one or two more).
 */
public final class Histogram {
    private static final int TOTAL = Buckets.COUNT;
    private static final int MAX = TOTAL + 1;

    /** How many cells it takes. */
    static final int LENGTH = MAX + 1;

    private final Cells cells;
    private final int first;

    /** For any number of threads, in cells of its own. */
    public Histogram() {
        this(Cells.shared(LENGTH), 0);
    }

    /** In the cells from {@code first} on, for the threads that may add to these. */
    Histogram(Cells cells, int first) {
        this.cells = cells;
        this.first = first;
    }

    /**
     * Counts one duration.
     *
     * @param nanos nanoseconds; a negative one, as a clock gone wrong gives it, counts as 0
     */
    public void record(long nanos) {
        record(cells.row(), nanos);
    }

    /** The same, by who has found the current thread's row already. */
    void record(int row, long nanos) {
        long duration = Math.max(nanos, 0);
        cells.raise(row, first + MAX, duration);
        cells.add(row, first + TOTAL, duration);
        cells.add(row, first + Buckets.indexOf(duration), 1);
    }

    /** How many durations were counted so far. */
    public long count() {
        long count = 0;
        for (int i = 0; i < Buckets.COUNT; i++) {
            count += cells.sum(first + i);
        }
        return count;
    }

    /** The numbers of this moment. */
    public HistogramSnapshot snapshot() {
        return snapshot(Collections.singletonList(this));
    }

    /** The numbers of this moment, of several parts together. */
    static HistogramSnapshot snapshot(List<Histogram> parts) {
        long[] counts = new long[Buckets.COUNT];
        for (Histogram part : parts) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += part.cells.sum(part.first + i);
            }
        }
        long total = 0;
        long max = 0;
        for (Histogram part : parts) {
            total += part.cells.sum(part.first + TOTAL);
            max = Math.max(max, part.cells.max(part.first + MAX));
        }
        return new HistogramSnapshot(counts, total, max);
    }

    /** Counts all that another one has counted, whose threads count no more. */
    void addAll(Histogram other) {
        int row = cells.row();
        cells.raise(row, first + MAX, other.cells.max(other.first + MAX));
        for (int i = TOTAL; i >= 0; i--) {
            cells.add(row, first + i, other.cells.sum(other.first + i));
        }
    }
}
