package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to the pools of one data source class: resolved once, kept with that class, so that
 * an undeployed application can go.
 *
 * <p>Every method calls into the pool: never hold anything while calling, and expect it to throw.
 */
public interface BoundPool {
    /** The kind, for people: {@code HikariCP}. */
    String kind();

    /** The name the application gave the pool, or null. */
    @Nullable String name(Object dataSource) throws Throwable;

    /** The JDBC URL as configured, credentials included, or null. Never publish it as it is. */
    @Nullable String url(Object dataSource) throws Throwable;

    /**
     * Makes a pool fit to be guarded, before its handles are sessions.
     *
     * @return what was changed of the application's own configuration, for people; null if nothing
     */
    default @Nullable String prepare(Object dataSource) throws Throwable {
        return null;
    }

    /** The pool's own numbers. */
    PoolNumbers numbers(Object dataSource) throws Throwable;

    /**
     * Of its numbers those that it knows without counting its connections: how many threads wait,
     * and the most connections it may have. The others may be -1.
     */
    default PoolNumbers demand(Object dataSource) throws Throwable {
        return numbers(dataSource);
    }

    /** Whether the application has closed the pool. */
    boolean isClosed(Object dataSource) throws Throwable;

    /**
     * The pool's record behind a handle: all that is needed to evict it, and it should not reach
     * the handle, or a lost one cannot be told. Null if the handle is closed and does not know it
     * any more.
     */
    @Nullable Object entryOf(Object handle) throws Throwable;

    /**
     * Whether the connection of a record takes part in a transaction of JTA, which will end what it
     * has done and may give it back later than its owner does: it is left alone then.
     */
    default boolean isEnlisted(Object entry) throws Throwable {
        return false;
    }

    /** Whether a handle came from this data source, even if the handle is closed. */
    boolean isFrom(Object handle, Object dataSource) throws Throwable;

    /** The driver's connection behind a record; null once it was evicted. */
    @Nullable Connection physical(Object entry) throws Throwable;

    /**
     * Whether the pool itself refuses a statement of a handle that was closed; if not, it would
     * reach the connection that somebody else has by then.
     */
    default boolean refusesStatementsOfClosed() {
        return true;
    }

    /** Whether the pool itself refuses to unwrap a handle that was closed; as for statements. */
    default boolean refusesUnwrapOfClosed() {
        return true;
    }

    /** Whether the pool itself puts auto-commit back to what it was, when it is given back. */
    default boolean restoresAutoCommit() {
        return true;
    }

    /**
     * When the pool took the connection of a record back last, if it reads {@link System#nanoTime}
     * for that itself and keeps it: one reading of the clock serves both. May be of an earlier
     * return if this one failed, and of a later one if the pool has lent and got it back meanwhile.
     *
     * @return in nanoseconds, or 0 if the pool does not tell
     */
    default long takenBackAtNanos(Object entry) throws Throwable {
        return 0;
    }

    /** Whether the pool itself puts isolation and read-only back, when it is given back. */
    default boolean restoresIsolation() {
        return true;
    }

    /**
     * The state of a connection was put back past the pool: what the pool remembers of it does not
     * hold any more.
     */
    default void forgetState(Object entry) throws Throwable {}

    /** Whether a connection is still there when the application has lost its handle. */
    default boolean outlivesHandle(Object entry) {
        return true;
    }

    /**
     * Takes the record out of the pool for good, and frees its slot. Does not wait for the driver.
     */
    void evict(Object dataSource, Object entry, String reason) throws Throwable;

    /** Whether the record is out of the pool. */
    boolean isGone(Object dataSource, Object entry) throws Throwable;

    /**
     * Wakes threads that wait for a connection, after one was evicted or the pool has grown: pools
     * do not always do it.
     */
    void wakeWaiters(Object dataSource) throws Throwable;

    /** Whether a failed borrow means that the pool was full, and not that the database is away. */
    boolean isFull(Object dataSource, Throwable failure) throws Throwable;

    /**
     * Changes the pool's size.
     *
     * @throws UnsupportedOperationException with the reason, if this pool cannot do it while it
     *     runs
     */
    void resize(Object dataSource, int min, int max) throws Throwable;

    /**
     * Changes how long a borrow waits before it fails.
     *
     * @throws UnsupportedOperationException with the reason, if this pool cannot do it while it
     *     runs
     */
    void borrowTimeout(Object dataSource, long millis) throws Throwable;
}
