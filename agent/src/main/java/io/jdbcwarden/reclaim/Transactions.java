package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rolls back a transaction that was left open, before the pool sees the return: some pools hand it
 * to the next borrower, one commits it.
 */
public final class Transactions {
    /** The methods that {@link #keepBefore} is for. */
    public static final String SET_READ_ONLY = "setReadOnly";

    public static final String SET_ISOLATION = "setTransactionIsolation";

    private final Dialects dialects;
    private final Reports reports;

    public Transactions(Dialects dialects, Reports reports) {
        this.dialects = dialects;
        this.reports = reports;
    }

    /**
     * Rolls back what is open, and puts back auto-commit, isolation and read-only where the pool
     * does not. Through the handle, so that what the pool keeps in its own books stays true.
     *
     * @throws Throwable what the driver threw; the pool's own close comes next and meets it too
     */
    public void settle(Session session, Connection handle) throws Throwable {
        rollBackIfOpen(session, handle);
        PoolSettings settings = session.pool().settings();
        if (settings.mode() == Mode.ENFORCE && settings.rollbackOnReturn()) {
            restore(session, handle);
        }
    }

    /** What was open is over by now: a change of auto-commit would commit it. */
    private static void restore(Session session, Connection handle) throws SQLException {
        Boolean autoCommit = session.autoCommitAtBorrow();
        if (autoCommit != null && handle.getAutoCommit() != autoCommit) {
            handle.setAutoCommit(autoCommit);
        }
        Boolean readOnly = session.readOnlyAtBorrow();
        if (readOnly != null && handle.isReadOnly() != readOnly) {
            handle.setReadOnly(readOnly);
        }
        Integer isolation = session.isolationAtBorrow();
        if (isolation != null) {
            handle.setTransactionIsolation(isolation);
        }
    }

    /**
     * The application is about to change the isolation, or whether it is read-only: keeps what it
     * was, if the pool does not. Asks the database at most once a session, and only then.
     */
    public static void keepBefore(String setter, Session session, Connection handle)
            throws SQLException {
        BoundPool bound = GuardedPool.boundOf(session);
        if (bound == null || bound.restoresIsolation()) {
            return;
        }
        if (setter.equals(SET_READ_ONLY) && session.readOnlyAtBorrow() == null) {
            session.readOnlyAtBorrow(handle.isReadOnly());
        } else if (setter.equals(SET_ISOLATION) && session.isolationAtBorrow() == null) {
            session.isolationAtBorrow(handle.getTransactionIsolation());
        }
    }

    private void rollBackIfOpen(Session session, Connection handle) throws Throwable {
        PoolSettings settings = session.pool().settings();
        if (!session.mayBeInTransaction()
                || settings.mode() == Mode.OFF
                || !isOpen(session)
                || isEnlisted(session)) {
            return;
        }
        boolean act = settings.mode() == Mode.ENFORCE && settings.rollbackOnReturn();
        reports.dirtyReturn(session, act);
        if (!act) {
            return;
        }
        if (handle.getAutoCommit()) {
            // Opened by a BEGIN in plain SQL: JDBC's own rollback is an error then.
            try (java.sql.Statement statement = handle.createStatement()) {
                statement.execute("ROLLBACK");
            }
        } else {
            handle.rollback();
        }
        session.work().transactionEnded();
    }

    /** Keeps what auto-commit is now, for a pool that does not restore it. */
    public void keepAutoCommit(Session session) {
        Connection physical = physical(session);
        try {
            if (physical != null) {
                session.autoCommitAtBorrow(physical.getAutoCommit());
            }
        } catch (SQLException e) {
            // Some pools lend what broke meanwhile. Nobody will use it.
            return;
        }
    }

    /** Whether a transaction is open on the session's connection. Makes no round trip. */
    public boolean isOpen(Session session) {
        Connection physical = physical(session);
        if (physical == null) {
            return false;
        }
        try {
            return dialects.probe(physical.getClass()).isOpen(physical);
        } catch (SQLException | ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether a transaction of JTA has the session's connection, begun since its borrow. */
    boolean isEnlisted(Session session) {
        BoundPool bound = GuardedPool.boundOf(session);
        try {
            return bound != null && bound.isEnlisted(session.entry());
        } catch (Throwable t) {
            return false;
        }
    }

    /** The driver's connection behind a session, or null. */
    static @Nullable Connection physical(Session session) {
        BoundPool bound = GuardedPool.boundOf(session);
        try {
            return bound == null ? null : bound.physical(session.entry());
        } catch (Throwable t) {
            return null;
        }
    }
}
