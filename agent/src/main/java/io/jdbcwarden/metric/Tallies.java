package io.jdbcwarden.metric;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The tallies of one pool. The lock is never taken to count: only to get a tally of one's own, to
 * read, and to keep what the dead counted, so that a reader sees a dead thread's numbers once.
 */
final class Tallies {
    /** What they take is bounded: some 900 bytes each. */
    private static final int MOST = 512;

    private final Tally shared = Tally.shared();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Owned> owned = new ArrayList<>();

    Tally shared() {
        return shared;
    }

    Tally own(Thread owner) {
        lock.lock();
        try {
            if (owned.size() >= MOST) {
                return shared;
            }
            Tally tally = Tally.own();
            owned.add(new Owned(owner, tally));
            return tally;
        } finally {
            lock.unlock();
        }
    }

    /** Moves what dead threads counted to the shared one. */
    void settle() {
        lock.lock();
        try {
            for (Iterator<Owned> it = owned.iterator(); it.hasNext(); ) {
                Owned next = it.next();
                if (!next.owner.isAlive()) {
                    shared.addAll(next.tally);
                    it.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody holds the lock, which is for moments only. */
    boolean isBeingRead() {
        return lock.isLocked();
    }

    long sum(ToLongFunction<Tally> number) {
        lock.lock();
        try {
            long sum = number.applyAsLong(shared);
            for (Owned next : owned) {
                sum += number.applyAsLong(next.tally);
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    HistogramSnapshot snapshot(Function<Tally, Histogram> which) {
        lock.lock();
        try {
            List<Histogram> parts = new ArrayList<>();
            parts.add(which.apply(shared));
            for (Owned next : owned) {
                parts.add(which.apply(next.tally));
            }
            return Histogram.snapshot(parts);
        } finally {
            lock.unlock();
        }
    }

    private static final class Owned {
        final Thread owner;
        final Tally tally;

        Owned(Thread owner, Tally tally) {
            this.owner = owner;
            this.tally = tally;
        }
    }
}
