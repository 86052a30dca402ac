package io.jdbcwarden.breaker;

import io.jdbcwarden.util.StripedCounter;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a stretch of time, and the slice before it.
 *
 * <p>While nothing fails, nobody looks at the clock to begin a new slice, and one may stretch far
 * beyond its length; its successes are then taken as spread evenly. A failure begins a new slice if
 * that is due, and so does every outcome after it: hence a slice with failures holds nothing that
 * is later than its length.
 */
final class Slice {
    final StripedCounter successes = new StripedCounter();
    final LongAdder failures = new LongAdder();
    final long startNanos;
    private final long lengthNanos;

    /** Cut off when it is too old to matter. */
    volatile @Nullable Slice previous;

    Slice(long startNanos, long lengthNanos, @Nullable Slice previous) {
        this.startNanos = startNanos;
        this.lengthNanos = lengthNanos;
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

    /** How many successes were after {@code fromNanos}, given the end of the slice. */
    long successesAfter(long fromNanos, long endNanos) {
        long sum = successes.sum();
        long length = endNanos - startNanos;
        long outside = fromNanos - startNanos;
        if (outside <= 0 || length <= 2 * lengthNanos) {
            return sum;
        }
        return Math.round(sum * ((double) (length - outside) / length));
    }
}
