package io.jdbcwarden.session;

import io.jdbcwarden.metric.Tally;
import io.jdbcwarden.util.VirtualThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where one thread counts, pool by pool. A thread that has counted for a pool often enough gets a
 * tally of its own, which costs memory and pays off only for those who come again. Only its own
 * thread uses it.
 */
final class ThreadTallies {
    private static final int OWN_AFTER = 64;
    private static final int MOST_POOLS = 8;

    private final Thread thread;
    private final boolean virtual;
    private final List<Entry> entries;

    ThreadTallies(Thread thread) {
        this.thread = thread;
        this.virtual = VirtualThreads.isVirtual(thread);
        this.entries = virtual ? Collections.<Entry>emptyList() : new ArrayList<>(1);
    }

    /** Where to count for a pool: this time, or from now on if {@link #isSettled}. */
    Tally of(PoolContext pool) {
        if (virtual) {
            return pool.metrics().shared();
        }
        for (Entry entry : entries) {
            if (entry.pool == pool) {
                return entry.tally(thread);
            }
        }
        if (entries.size() >= MOST_POOLS) {
            entries.removeIf(entry -> entry.pool.isRetired());
        }
        if (entries.size() < MOST_POOLS) {
            entries.add(new Entry(pool));
        }
        return pool.metrics().shared();
    }

    /** Whether the pool's tally for this thread stays what it is. */
    boolean isSettled(PoolContext pool) {
        if (virtual) {
            return true;
        }
        for (Entry entry : entries) {
            if (entry.pool == pool) {
                return entry.left == 0;
            }
        }
        return false;
    }

    private static final class Entry {
        final PoolContext pool;
        private Tally tally;
        private int left = OWN_AFTER;

        Entry(PoolContext pool) {
            this.pool = pool;
            this.tally = pool.metrics().shared();
        }

        Tally tally(Thread thread) {
            if (left > 0 && --left == 0) {
                tally = pool.metrics().own(thread);
            }
            return tally;
        }
    }
}
