package io.jdbcwarden.breaker;

import io.jdbcwarden.util.Clock;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The outcomes of the last while, in slices of a tenth of it. Any thread; no lock.
 *
 * <p>A success is one atomic addition and no look at the clock, as long as nothing failed in the
 * window; only every 256th looks whether a new slice is due. So the successes before a failure are
 * partly an estimate, see {@link Slice}; from the failure on, all is counted exactly.
 */
final class Window {
    private static final int SLICES = 10;
    private static final int LOOK_AT_CLOCK_EACH = 256;

    private static final AtomicReferenceFieldUpdater<Window, Slice> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Window.class, Slice.class, "newest");

    private final Clock clock;
    private volatile Slice newest;

    /** Whether there are failures in the window; looked at when a slice begins. */
    private volatile boolean failing;

    Window(Clock clock) {
        this.clock = clock;
        newest = new Slice(clock.nanos(), 0, null);
    }

    void success(long windowNanos) {
        if (failing) {
            sliceOf(clock.nanos(), windowNanos).successes.increment();
        } else if (newest.successes.increment() % LOOK_AT_CLOCK_EACH == 0) {
            sliceOf(clock.nanos(), windowNanos);
        }
    }

    /** Counts a failure and returns what is in the window now, this one included. */
    Outcomes failure(long windowNanos) {
        long now = clock.nanos();
        sliceOf(now, windowNanos).failures.increment();
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
        for (Slice slice = newest; slice != null; slice = slice.previous) {
            long end = slice.endNanos(next);
            if (end - from > 0) {
                failures += slice.failures.sum();
                successes += slice.successesAfter(from, end);
            }
            next = slice.startNanos;
        }
        return new Outcomes(failures, failures + successes);
    }

    /** The slice of now, a new one if it is due. */
    private Slice sliceOf(long now, long windowNanos) {
        Slice current = newest;
        if (!current.isOver(now)) {
            return current;
        }
        Slice next = new Slice(now, windowNanos / SLICES, current);
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
