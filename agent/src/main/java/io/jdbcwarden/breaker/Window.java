package io.jdbcwarden.breaker;

import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Padded;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;

/**
 * The outcomes of the last while, in slices of a tenth of it. Any thread; no lock.
 *
 * <p>Successes are counted elsewhere: a slice only remembers how many there were when it began. A
 * success does nothing as long as nothing failed in the window, and reads no clock; {@link #tick}
 * begins the slices then. So the successes before a failure are partly an estimate, see {@link
 * Slice}; from the failure on, all is told apart exactly.
 */
final class Window extends Padded {
    private static final int SLICES = 10;

    private static final AtomicReferenceFieldUpdater<Window, Slice> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Window.class, Slice.class, "newest");

    private final Clock clock;
    private final LongSupplier succeeded;
    private volatile Slice newest;

    /** Whether there are failures in the window; looked at when a slice begins. */
    private volatile boolean failing;

    /**
     * An empty window.
     *
     * @param succeeded how many calls ever succeeded
     */
    Window(Clock clock, LongSupplier succeeded) {
        this.clock = clock;
        this.succeeded = succeeded;
        newest = new Slice(clock.nanos(), 0, succeeded.getAsLong(), null);
    }

    /** A call has succeeded, and was counted. */
    void success(long windowNanos) {
        if (failing) {
            sliceOf(clock.nanos(), windowNanos, 1);
        }
    }

    /** Begins a new slice, if it is due. */
    void tick(long windowNanos) {
        sliceOf(clock.nanos(), windowNanos, 0);
    }

    /** Counts a failure and returns what is in the window now, this one included. */
    Outcomes failure(long windowNanos) {
        long now = clock.nanos();
        sliceOf(now, windowNanos, 0).failures.increment();
        failing = true;
        return outcomes(now, windowNanos);
    }

    Outcomes outcomes(long windowNanos) {
        return outcomes(clock.nanos(), windowNanos);
    }

    private Outcomes outcomes(long now, long windowNanos) {
        long from = now - windowNanos;
        long failures = 0;
        long successes = 0;
        long next = now;
        long nextSuccesses = succeeded.getAsLong();
        for (Slice slice = newest; slice != null; slice = slice.previous) {
            long end = slice.endNanos(next);
            if (end - from > 0) {
                failures += slice.failures.sum();
                successes += slice.successesAfter(from, end, nextSuccesses);
            }
            next = slice.startNanos;
            nextSuccesses = slice.startSuccesses;
        }
        return new Outcomes(failures, failures + successes);
    }

    /**
     * The slice of now, a new one if it is due.
     *
     * @param own successes of the caller that are counted already, and belong to this slice
     */
    private Slice sliceOf(long now, long windowNanos, int own) {
        Slice current = newest;
        if (!current.isOver(now)) {
            return current;
        }
        Slice next = new Slice(now, windowNanos / SLICES, succeeded.getAsLong() - own, current);
        if (!NEWEST.compareAndSet(this, current, next)) {
            return newest;
        }
        forgetBefore(now - windowNanos, next);
        return next;
    }

    private void forgetBefore(long from, Slice first) {
        // Before looking, so that a failure that is counted meanwhile can set it again.
        failing = false;
        Slice newer = first;
        Slice slice = first.previous;
        while (slice != null) {
            if (slice.endNanos(newer.startNanos) - from <= 0) {
                newer.previous = null;
                return;
            }
            if (slice.failures.sum() > 0) {
                failing = true;
            }
            newer = slice;
            slice = slice.previous;
        }
    }
}
