package io.jdbcwarden.session;

import io.jdbcwarden.metric.HostHistory;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the reaper keeps with the place of a connection. Above {@link Slot}, so that it lies in
 * front of what borrowers write, and keeps that off the cache lines of other objects.
 */
abstract class SeenSlot extends WeakReference<Object> {
    /** What the reaper saw last, and of which session; written by the reaper alone. */
    private volatile long seenId;

    private volatile long seenUses;
    private volatile long seenAtNanos;

    /** How many borrows its host's history has; of the reaper alone. */
    private int counted;

    /** The history of the host that the connection is connected to; null if it is not known. */
    volatile @Nullable HostHistory host;

    /** The next older place; changed by the reaper alone. */
    volatile @Nullable Slot next;

    /** The pool's record is gone. */
    volatile boolean dead;

    SeenSlot(Object entry) {
        super(entry);
    }

    /** How often it was lent. May wrap around. */
    abstract int lent();

    /** Adds the borrows since the last time to the host's history. By the reaper alone. */
    void countLent(long nowMillis) {
        HostHistory at = host;
        int now = lent();
        if (at != null && now != counted) {
            at.borrowed(now - counted, nowMillis);
            counted = now;
        }
    }

    /** See {@link Session#observeIdle}. */
    long observeIdle(Session session, long uses, boolean busy, long nowNanos) {
        if (seenId != session.id()) {
            seenId = 0;
            seenAtNanos = nowNanos;
            seenUses = uses;
            seenId = session.id();
        } else if (seenUses != uses || busy) {
            // In this order: who sees the new number sees the new time.
            seenAtNanos = nowNanos;
            seenUses = uses;
        }
        return nowNanos - seenAtNanos;
    }

    /** See {@link Session#idleNanos}. */
    long idleNanos(Session session, long uses, long nowNanos) {
        boolean seen = seenId == session.id() && seenUses == uses;
        long idle = nowNanos - seenAtNanos;
        return seen && seenId == session.id() ? idle : 0;
    }
}
