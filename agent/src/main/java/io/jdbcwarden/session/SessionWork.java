package io.jdbcwarden.session;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a session did and does: statements, time, the statement that runs. Written by the thread
 * whose call is inside; when two threads share a connection a count may be lost, which is all that
 * happens.
 */
public final class SessionWork extends TransactionWork {
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
    private int batches;
    private long rows;
    private boolean rowsUntold;
    private long nanos;
    private long slowestNanos;
    private @Nullable String slowestSql;

    /** When the statement started that was told of as slow while it ran; written by the reaper. */
    private volatile long toldSinceNanos;

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
        rowsUntold = false;
        statementStarts(nowNanos);
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
        statementEnded(runningSinceNanos + elapsedNanos);
        if (elapsedNanos > slowestNanos) {
            slowestNanos = elapsedNanos;
            slowestSql = sql;
        }
        if (failed) {
            errors++;
        }
    }

    /** A row was read. */
    public void row() {
        rows++;
    }

    /** So many rows were changed. */
    public void rows(long changed) {
        if (changed > 0) {
            rows += changed;
        }
    }

    /** The last statement may have changed rows, and did not say how many. */
    public void rowsUntold() {
        rowsUntold = true;
    }

    /** Whether the last statement may have changed rows, and nobody has asked how many. */
    public boolean areRowsUntold() {
        return rowsUntold;
    }

    /** The application asked how many rows the last statement changed. */
    public void rowsTold(long changed) {
        if (rowsUntold) {
            rowsUntold = false;
            rows(changed);
        }
    }

    /** A batch was run, of which nothing more is known. */
    public void batch() {
        batches++;
    }

    /** A batch was run, which changed so many rows by each of its statements. */
    public void batch(int[] changed) {
        batches++;
        for (int one : changed) {
            rows(one);
        }
    }

    /** A batch was run, which changed so many rows by each of its statements. */
    public void batch(long[] changed) {
        batches++;
        for (long one : changed) {
            rows(one);
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

    /** Batches that were run. */
    public int batches() {
        return batches;
    }

    /** Rows that were read, or changed as far as the application was told so. */
    public long rows() {
        return rows;
    }

    /** How long the slowest statement took that has ended. */
    public long slowestNanos() {
        return slowestNanos;
    }

    /** The SQL of that statement, never to be published so; null if it is not known. */
    public @Nullable String slowestSql() {
        return slowestSql;
    }

    /**
     * Marks the running statement as told of; false if it was already. For the reaper's thread.
     *
     * @param sinceNanos when it started
     */
    public boolean tell(long sinceNanos) {
        if (toldSinceNanos == sinceNanos) {
            return false;
        }
        toldSinceNanos = sinceNanos;
        return true;
    }

    /** Whether the last statement was told of while it ran. */
    public boolean wasTold() {
        return toldSinceNanos != 0 && toldSinceNanos == runningSinceNanos;
    }
}
