package io.jdbcwarden.session;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How a session's transactions are: as far as JDBC's own calls tell, and without asking a clock or
 * a database for it. Written by the thread whose call is inside.
 */
public abstract class TransactionWork {
    private static final AtomicLongFieldUpdater<TransactionWork> IDLE_UNTIL =
            AtomicLongFieldUpdater.newUpdater(TransactionWork.class, "seenIdleUntilNanos");

    private static final int UNKNOWN = -1;

    private boolean dirty;
    private boolean knowsAutoCommit;
    private boolean manual;
    private boolean unsure;
    private int isolation = UNKNOWN;
    private long statementEndedNanos;
    private long idleNanos;
    private @Nullable Object changing;

    /** Written by the reaper alone. */
    private volatile long seenIdleUntilNanos;

    final void statementStarts(long nowNanos) {
        if (dirty && manual) {
            idleNanos += nowNanos - statementEndedNanos;
        }
        dirty = true;
    }

    final void statementEnded(long nowNanos) {
        statementEndedNanos = nowNanos;
    }

    /** Whether a statement ran since the last commit or rollback. */
    public final boolean isDirty() {
        return dirty;
    }

    /**
     * A transaction was committed or rolled back. No clock is read for that: what it was idle for
     * since its last statement counts as far as the reaper saw it, which looks once a second.
     */
    public final void transactionEnded() {
        long seen = seenIdleUntilNanos - statementEndedNanos;
        if (dirty && manual && seenIdleUntilNanos != 0 && seen > 0) {
            idleNanos += seen;
        }
        dirty = false;
    }

    /** No call is inside just now. For the reaper. */
    public final void seenIdle(long nowNanos) {
        if (dirty) {
            IDLE_UNTIL.lazySet(this, nowNanos == 0 ? 1 : nowNanos);
        }
    }

    /**
     * How long a transaction was open and no statement ran: between two statements exactly, before
     * a commit or rollback to a second less.
     *
     * @param idle whether no call is inside now, so that the time until now counts
     */
    public final long idleInTransactionNanos(boolean idle, long nowNanos) {
        long now = idle && dirty && manual ? nowNanos - statementEndedNanos : 0;
        return idleNanos + Math.max(0, now);
    }

    /** Whether auto-commit is known of this session. */
    public final boolean knowsAutoCommit() {
        return knowsAutoCommit;
    }

    /** Auto-commit is so. */
    public final void autoCommit(boolean on) {
        manual = !on;
        knowsAutoCommit = true;
    }

    /** SQL is run that was not looked at, or that may begin a transaction by itself. */
    public final void mayBegin() {
        unsure = true;
    }

    /**
     * Whether a transaction may be open now. No: with auto-commit, queries and changes of data open
     * none that outlasts them; to ask the driver takes a lock of its own, by reflection.
     */
    final boolean mayBeOpen() {
        return dirty && (manual || unsure || !knowsAutoCommit);
    }

    /** A setter of the connection is called. */
    public final void changing(String setter, @Nullable Object value) {
        changing =
                setter.equals("setAutoCommit") || setter.equals("setTransactionIsolation")
                        ? value
                        : null;
    }

    /** That call has ended. */
    public final void changed(boolean done) {
        Object value = changing;
        changing = null;
        if (!done) {
            return;
        }
        if (value instanceof Boolean) {
            boolean on = (Boolean) value;
            if (on) {
                // Commits what is open.
                transactionEnded();
            }
            autoCommit(on);
        } else if (value instanceof Integer) {
            isolation = (Integer) value;
        }
    }

    /**
     * The isolation that the session has set, as {@link java.sql.Connection} numbers it; -1 if it
     * has set none, and has that of the pool or the database: to ask for that is a round trip.
     */
    public final int isolation() {
        return isolation;
    }
}
