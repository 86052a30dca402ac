package io.jdbcwarden.breaker;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a stretch of time, and the slice before it.
 *
 * <p>While nothing fails, no call looks at the clock to begin a new slice; that is left to a tick
 * from time to time, and a slice that stretches beyond its length has its successes taken as spread
 * evenly. A failure begins a new slice if that is due, and so does every outcome after it: hence a
 * slice with failures holds nothing that is later than its length.
 */
final class Slice {
    final LongAdder failures = new LongAdder();
    final long startNanos;
    private final long lengthNanos;

    /** How many calls had ever succeeded when it began. */
    final long startSuccesses;

    /** Cut off when it is too old to matter. */
    volatile @Nullable Slice previous;

    Slice(long startNanos, long lengthNanos, long startSuccesses, @Nullable Slice previous) {
        this.startNanos = startNanos;
        this.lengthNanos = lengthNanos;
        this.startSuccesses = startSuccesses;
        this.previous = previous;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - startNanos >= lengthNanos;
    }

    /** The last moment of which it can hold an outcome, given when the next one began. */
    long endNanos(long nextNanos) {
        return failures.sum() > 0 && nextNanos - startNanos > lengthNanos
                ? startNanos + lengthNanos
                : nextNanos;
    }

    /**
     * How many successes were after {@code fromNanos}, given the end of the slice and how many
     * calls had ever succeeded then.
     */
    long successesAfter(long fromNanos, long endNanos, long endSuccesses) {
        long sum = endSuccesses - startSuccesses;
        long length = endNanos - startNanos;
        long outside = fromNanos - startNanos;
        if (outside <= 0 || length <= 2 * lengthNanos) {
            return sum;
        }
        return Math.round(sum * ((double) (length - outside) / length));
    }
}
