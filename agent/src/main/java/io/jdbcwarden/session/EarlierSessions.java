package io.jdbcwarden.session;

import io.jdbcwarden.util.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Connections that were borrowed before the agent came, by an attach: nothing is known of their
 * borrow, so nothing is done about them. They are shown from their first use on, under numbers
 * below zero, until they are closed. Any thread; costs nothing unless the agent was attached.
 */
public final class EarlierSessions {
    private final WeakIdentityMap<Object, Earlier> byHandle = new WeakIdentityMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean watched;

    /** One of them. */
    public static final class Earlier {
        private final long id;
        private final PoolContext pool;
        private final long firstUseNanos;
        private volatile long lastUseNanos;
        private volatile long threadId;
        private volatile String threadName = "";

        Earlier(long id, PoolContext pool, long nowNanos) {
            this.id = id;
            this.pool = pool;
            this.firstUseNanos = nowNanos;
        }

        private void used(Thread by, long nowNanos) {
            threadId = by.getId();
            threadName = by.getName();
            lastUseNanos = nowNanos;
        }

        /** Below zero. */
        public long id() {
            return id;
        }

        public PoolContext pool() {
            return pool;
        }

        /** By the clock's nanoseconds. */
        public long firstUseNanos() {
            return firstUseNanos;
        }

        /** By the clock's nanoseconds. */
        public long lastUseNanos() {
            return lastUseNanos;
        }

        /** Of the thread that used it last. */
        public long threadId() {
            return threadId;
        }

        /** Of the thread that used it last. */
        public String threadName() {
            return threadName;
        }
    }

    /** The agent was attached: there may be some. */
    public void watch() {
        watched = true;
    }

    /** Whether there may be some. */
    public boolean isWatched() {
        return watched;
    }

    /** Whether this handle was seen already; its use is noted then. */
    public boolean used(Object handle, long nowNanos) {
        Earlier known = byHandle.get(handle);
        if (known != null) {
            known.used(Thread.currentThread(), nowNanos);
        }
        return known != null;
    }

    /** A handle of this pool is used for the first time, and nobody saw its borrow. */
    public void add(Object handle, PoolContext pool, long nowNanos) {
        Earlier made = new Earlier(ids.decrementAndGet(), pool, nowNanos);
        made.used(Thread.currentThread(), nowNanos);
        byHandle.putIfAbsent(handle, made);
    }

    /** A handle is closed by its owner. */
    public void closed(Object handle) {
        if (watched) {
            byHandle.remove(handle);
        }
    }

    /** Shows each that is open, as far as can be told. */
    public void forEach(Consumer<Earlier> consumer) {
        if (watched) {
            byHandle.drain(gone -> {});
            byHandle.forEach(
                    earlier -> {
                        if (!earlier.pool.isRetired()) {
                            consumer.accept(earlier);
                        }
                    });
        }
    }
}
