package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.ResetState;
import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.dialect.Dialect;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.dialect.OrdinarySql;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.util.DistinctErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a session changes of its connection beyond its transaction, and puts it back before
 * the pool gets the connection: the next borrower shall not meet it. A session that changes nothing
 * pays for one look at each text of SQL.
 */
public final class SessionStates {
    private static final int LONGEST_REMEMBERED = 4_000;

    private final Dialects dialects;
    private final Transactions transactions;
    private final Reports reports;
    private final Deadlines deadlines;
    private final DistinctErrors errors;
    private final Ladder ladder;

    public SessionStates(
            Dialects dialects,
            Transactions transactions,
            Reports reports,
            Deadlines deadlines,
            DistinctErrors errors) {
        this.dialects = dialects;
        this.transactions = transactions;
        this.reports = reports;
        this.deadlines = deadlines;
        this.errors = errors;
        this.ladder = new Ladder(deadlines, reports);
    }

    // ------------------------------------------------------------------ noticing

    /** SQL is about to be run, or prepared. Inside a call of the session; never throws. */
    @SuppressWarnings("ReferenceEquality") // constants are the same object each time
    public void before(Session session, String sql) {
        if (!session.pool().settings().watchesState()) {
            session.work().mayBegin();
            return;
        }
        String[] known = session.callersState().ordinarySql();
        int place = place(sql, known.length);
        if (place >= 0 && known[place] == sql) {
            return;
        }
        if (!OrdinarySql.is(sql)) {
            session.work().mayBegin();
            notice(session, sql);
        } else if (place >= 0) {
            known[place] = sql;
        }
    }

    /** Where a text is remembered; -1 if it is not. The places are a power of two. */
    private static int place(String sql, int places) {
        int length = sql.length();
        return places == 0 || length == 0 || length > LONGEST_REMEMBERED
                ? -1
                : (length * 7 + sql.charAt(length - 1) + sql.charAt(length / 2)) & (places - 1);
    }

    private void notice(Session session, String sql) {
        try {
            Connection physical = Transactions.physical(session);
            if (physical == null) {
                return;
            }
            Dialect dialect = dialects.of(physical.getClass());
            StateChanges noted = session.changes();
            StateChanges changes = noted == null ? new StateChanges() : noted;
            dialect.read(sql, changes);
            if (noted == null && changes.isEmpty()) {
                return;
            }
            session.changes(changes);
            if (session.handle() instanceof Connection) {
                Connection handle = (Connection) session.handle();
                keepByGetter(dialect, StateKind.SCHEMA, changes, handle);
                keepByGetter(dialect, StateKind.CATALOG, changes, handle);
            }
            keep(session, dialect, physical, changes);
        } catch (SQLException e) {
            // In a transaction that has failed already, for one. Then it is reset to what it was
            // when the connection was made.
            return;
        } catch (Throwable t) {
            errors.record("session state", t);
        }
    }

    private void keepByGetter(
            Dialect dialect, StateKind kind, StateChanges changes, @Nullable Connection handle)
            throws SQLException {
        if (handle != null && changes.has(kind) && dialect.settingOf(kind) == null) {
            JdbcState.keep(kind, changes, handle);
        }
    }

    private void keep(Session session, Dialect dialect, Connection physical, StateChanges changes)
            throws SQLException {
        ConnectionState state = session.connectionState();
        PoolSettings settings = session.pool().settings();
        if (state == null || settings.mode() != Mode.ENFORCE) {
            return;
        }
        if (mayTouchTags(changes)) {
            state.forgetTold();
            // Else a policy would take it for whomever the application names.
            session.work().ready(settings.tagDatabase() != TagDatabase.SESSION_VARS);
        }
        if (settings.resetState() == ResetState.OFF) {
            return;
        }
        boolean inTransaction = !physical.getAutoCommit() || transactions.isOpen(session);
        dialect.keep(physical, changes, state, inTransaction);
    }

    private static boolean mayTouchTags(StateChanges changes) {
        if (changes.has(StateKind.ANY_SETTING) || changes.has(StateKind.CLIENT_INFO)) {
            return true;
        }
        for (String name : changes.names(StateKind.SETTING)) {
            if (Dialect.isTag(name) || name.equals("application_name")) {
                return true;
            }
        }
        return false;
    }

    /**
     * A setter of JDBC's is about to change this. Inside a call of the session; never throws.
     *
     * @param handle that it is called on
     */
    public void before(Session session, StateKind kind, Connection handle) {
        if (!session.pool().settings().watchesState()) {
            return;
        }
        try {
            Connection physical = Transactions.physical(session);
            if (physical == null) {
                return;
            }
            StateChanges noted = session.changes();
            StateChanges changes = noted == null ? new StateChanges() : noted;
            session.changes(changes);
            Dialect dialect = dialects.of(physical.getClass());
            String setting = dialect.settingOf(kind);
            if (setting == null) {
                JdbcState.keep(kind, changes, handle);
                changes.mark(kind);
            } else {
                changes.mark(kind);
                changes.mark(StateKind.SETTING, setting);
                keep(session, dialect, physical, changes);
            }
        } catch (SQLException | AbstractMethodError e) {
            // The call itself, which comes next, meets that too.
            return;
        } catch (Throwable t) {
            errors.record("session state", t);
        }
    }

    /** Before a session's first statement: what {@code reset.state=always} has to know. */
    public void begin(Session session) {
        PoolSettings settings = session.pool().settings();
        ConnectionState state = session.connectionState();
        if (settings.resetState() != ResetState.ALWAYS
                || settings.mode() != Mode.ENFORCE
                || state == null
                || state.isAllKept()) {
            return;
        }
        try {
            Connection physical = Transactions.physical(session);
            if (physical != null) {
                dialects.of(physical.getClass()).keepAll(physical, state);
            }
        } catch (SQLException e) {
            return;
        } catch (Throwable t) {
            errors.record("session state", t);
        }
    }

    // ------------------------------------------------------------------ putting it back

    /**
     * Puts back what the session changed. Its transaction is over; the pool's own close comes next.
     *
     * @return what went wrong, and was reported: then the connection must not be lent again
     */
    public @Nullable Exception putBack(Session session, Connection handle) {
        PoolSettings settings = session.pool().settings();
        StateChanges changes = session.changes();
        boolean always = settings.resetState() == ResetState.ALWAYS && session.hasWorked();
        if (changes == null && !always) {
            return null;
        }
        if (settings.mode() == Mode.OFF || settings.resetState() == ResetState.OFF) {
            return null;
        }
        if (changes == null) {
            changes = new StateChanges();
        }
        if (changes.has(StateKind.PREPARED_TRANSACTION)) {
            reports.preparedTransaction(session);
            changes.unmark(StateKind.PREPARED_TRANSACTION);
        }
        if (changes.isEmpty() && !always) {
            return null;
        }
        try {
            return putBack(session, handle, changes, always);
        } catch (Exception e) {
            reports.stateResetFailed(session, e);
            return e;
        }
    }

    private @Nullable Exception putBack(
            Session session, Connection handle, StateChanges changes, boolean always)
            throws SQLException {
        boolean noticed = !changes.isEmpty();
        String left =
                session.pool().settings().mode() != Mode.ENFORCE
                        ? "left as it is (mode=observe)"
                        : transactions.isEnlisted(session)
                                ? "left to the transaction of JTA that has the connection"
                                : session.isDirty() && transactions.isOpen(session)
                                        ? "left as it is, as its transaction is still open"
                                        : null;
        if (left != null) {
            if (noticed) {
                reports.stateChanged(session, left, false);
            }
            return null;
        }
        Connection physical = Transactions.physical(session);
        ConnectionState state = session.connectionState();
        if (physical == null || state == null) {
            return null;
        }
        if (changes.has(StateKind.OTHER)) {
            throw new SQLException("no statement of this database puts it back");
        }
        Dialect dialect = dialects.of(physical.getClass());
        JdbcState.putBack(dialect, changes, handle);
        List<String> statements =
                always
                        ? dialect.resetAll(physical, changes, state)
                        : dialect.reset(physical, changes, state);
        if (!statements.isEmpty()) {
            dialect.run(physical, statements);
        }
        forget(session);
        if (always || mayTouchTags(changes)) {
            state.forgetTold();
        }
        if (noticed) {
            reports.stateChanged(session, "put back", true);
        }
        return null;
    }

    private static void forget(Session session) throws SQLException {
        BoundPool bound = GuardedPool.boundOf(session);
        try {
            if (bound != null) {
                bound.forgetState(session.entry());
            }
        } catch (Throwable t) {
            throw new SQLException("the pool goes on with what it remembers", t);
        }
    }

    /** Takes a connection out of its pool whose state could not be put back. Returns at once. */
    public void discard(Session session) {
        deadlines.start(() -> ladder.discard(session));
    }
}
