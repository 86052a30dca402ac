package io.jdbcwarden.session;

import io.jdbcwarden.metric.HostHistory;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The place of one physical connection in the {@link SessionTable}: the session that it is lent to
 * now. Lives as long as the pool's record of that connection, which it holds weakly.
 *
 * <p>The pool lends a connection to one borrower at a time, so opening a session is a plain write.
 * Closing it is not: when the pool has taken the connection back, the next borrower may be there
 * before the last one's close has returned.
 */
final class Slot extends WeakReference<Object> {
    private static final AtomicReferenceFieldUpdater<Slot, Session> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(Slot.class, Session.class, "current");

    private volatile @Nullable Session current;

    /** Made when it is asked for: most connections need none. */
    private volatile @Nullable ConnectionState state;

    /** What the reaper saw last, and of which session; written by the reaper alone. */
    private volatile long seenId;

    private volatile long seenUses;
    private volatile long seenAtNanos;

    /** How often it was lent; by whoever it is lent to, so one at a time. May wrap around. */
    private int lent;

    /** How much of that its host's history has; of the reaper alone. */
    private int counted;

    /** The history of the host that the connection is connected to; null if it is not known. */
    volatile @Nullable HostHistory host;

    /** The next older place; changed by the reaper alone. */
    volatile @Nullable Slot next;

    /** The pool's record is gone. */
    volatile boolean dead;

    // Neighbours in memory are written by other threads: two cache lines apart they do not meet.
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7;

    Slot(Object entry) {
        super(entry);
    }

    @Nullable Session current() {
        return current;
    }

    /** What is known of the connection from one session to the next. */
    ConnectionState state() {
        ConnectionState known = state;
        if (known == null) {
            state = known = new ConnectionState();
        }
        return known;
    }

    /** As {@link #state}, if anything is known. */
    @Nullable ConnectionState knownState() {
        return state;
    }

    /** By the one borrower that the pool has lent the connection to. */
    void open(Session session) {
        lent++;
        CURRENT.lazySet(this, session);
    }

    /** Empties it, unless another session has begun there. */
    void close(Session session) {
        if (current == session) {
            CURRENT.compareAndSet(this, session, null);
        }
    }

    /** Adds the borrows since the last time to the host's history. By the reaper alone. */
    void countLent(long nowMillis) {
        HostHistory at = host;
        int now = lent;
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
