package io.jdbcwarden.session;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a session did and does: statements, time, the statement that runs. Written by the thread
 * whose call is inside; when two threads share a connection a count may be lost, which is all that
 * happens.
 */
public final class SessionWork {
    private static final int REMEMBERED = 8;

    // Written in order, without the full fence of a volatile write: readers are people.
    private static final AtomicReferenceFieldUpdater<SessionWork, Object> RUNNING =
            AtomicReferenceFieldUpdater.newUpdater(SessionWork.class, Object.class, "running");
    private static final AtomicLongFieldUpdater<SessionWork> SINCE =
            AtomicLongFieldUpdater.newUpdater(SessionWork.class, "runningSinceNanos");
    private static final AtomicReferenceFieldUpdater<SessionWork, String> SQL =
            AtomicReferenceFieldUpdater.newUpdater(SessionWork.class, String.class, "sql");

    private int statements;
    private int errors;
    private long nanos;
    private boolean dirty;
    private boolean ready;
    private volatile @Nullable Object running;
    private volatile long runningSinceNanos;
    private volatile @Nullable String sql;

    // The SQL of the first prepared statement is enough as long as there is no other. Then those
    // that
    // follow are remembered by identity hash: a reference to the statement would keep the handle
    // reachable, and to give an object its hash takes longer than all else here.
    private @Nullable String firstPrepared;
    private int @Nullable [] preparedHashes;
    private @Nullable String @Nullable [] preparedSql;
    private int prepared;

    /** A statement starts. */
    public void started(Object statement, @Nullable String text, long nowNanos) {
        sql(text != null ? text : preparedSql(statement));
        SINCE.lazySet(this, nowNanos);
        RUNNING.lazySet(this, statement);
        dirty = true;
    }

    /** Whether all is done that has to be done before the first statement. */
    public boolean isReady() {
        return ready;
    }

    /** All is done that has to be done before the first statement, or is to be done again. */
    public void ready(boolean done) {
        ready = done;
    }

    /** A statement has ended; {@code elapsedNanos} of database time are added. */
    public void finished(long elapsedNanos, boolean failed) {
        RUNNING.lazySet(this, null);
        statements++;
        nanos += elapsedNanos;
        if (failed) {
            errors++;
        }
    }

    /** A statement is about to be prepared. */
    public void preparing(String text) {
        sql(text);
    }

    @SuppressWarnings("ReferenceEquality") // only to spare the write
    private void sql(@Nullable String text) {
        if (sql != text) {
            SQL.lazySet(this, text);
        }
    }

    /** Remembers the SQL last given to {@link #preparing} as this statement's. */
    @SuppressWarnings("ReferenceEquality") // another text of the same letters is remembered anew
    public void prepared(Object statement) {
        if (firstPrepared == null) {
            firstPrepared = sql;
        }
        if (preparedHashes != null || firstPrepared != sql) {
            remember(statement);
        }
    }

    private void remember(Object statement) {
        int[] hashes = preparedHashes;
        String[] texts = preparedSql;
        if (hashes == null || texts == null) {
            hashes = preparedHashes = new int[REMEMBERED];
            texts = preparedSql = new String[REMEMBERED];
        }
        int slot = prepared++ & (REMEMBERED - 1);
        hashes[slot] = System.identityHashCode(statement);
        texts[slot] = sql;
    }

    private @Nullable String preparedSql(Object statement) {
        int[] hashes = preparedHashes;
        String[] texts = preparedSql;
        if (hashes == null || texts == null) {
            return firstPrepared;
        }
        int hash = System.identityHashCode(statement);
        for (int i = 0; i < REMEMBERED; i++) {
            if (hashes[i] == hash && texts[i] != null) {
                return texts[i];
            }
        }
        // Not one of those remembered: one of the first, unless some were forgotten since.
        return prepared <= REMEMBERED ? firstPrepared : null;
    }

    /** Statements that have ended. */
    public int statements() {
        return statements;
    }

    /** Statements that failed. */
    public int errors() {
        return errors;
    }

    /** Time spent in statements that have ended. */
    public long nanos() {
        return nanos;
    }

    /** The statement that runs now, or null. */
    public @Nullable Object running() {
        return running;
    }

    /** When the running statement started, in the clock's nanoseconds. */
    public long runningSinceNanos() {
        return runningSinceNanos;
    }

    /**
     * The SQL of the running or last statement as the application wrote it: never to be published
     * so.
     */
    public @Nullable String sql() {
        return sql;
    }

    /** Whether a statement ran since the last commit or rollback. */
    public boolean isDirty() {
        return dirty;
    }

    /** A transaction was committed or rolled back. */
    public void transactionEnded() {
        dirty = false;
    }
}
