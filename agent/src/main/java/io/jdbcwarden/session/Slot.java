package io.jdbcwarden.session;

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
class Slot extends SeenSlot {
    private static final AtomicReferenceFieldUpdater<Slot, Session> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(Slot.class, Session.class, "current");

    private volatile @Nullable Session current;

    /** Made when it is asked for: most connections need none. */
    private volatile @Nullable ConnectionState state;

    /** By whoever it is lent to, so one at a time. */
    private int lent;

    private Slot(Object entry) {
        super(entry);
    }

    /** The place of the connection that the pool has this record of. */
    static Slot of(Object entry) {
        return new Apart(entry);
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

    @Override
    int lent() {
        return lent;
    }

    /** Empties it, unless another session has begun there. */
    void close(Session session) {
        if (current == session) {
            CURRENT.compareAndSet(this, session, null);
        }
    }

    /** With a cache line of nothing behind: see {@link io.jdbcwarden.util.Padded}. */
    @SuppressWarnings("unused")
    private static final class Apart extends Slot {
        private long p0, p1, p2, p3, p4, p5, p6, p7;

        Apart(Object entry) {
            super(entry);
        }
    }
}
