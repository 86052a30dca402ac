package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.reclaim.WorkReports;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionWork;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The execution of a statement: a use that is timed, and can be cancelled by a reclaim. */
public final class StatementHandler {
    private final UseHandler uses;
    private final StateHandler states;
    private final WorkReports reports;
    private final Clock clock;

    public StatementHandler(
            UseHandler uses, StateHandler states, WorkReports reports, Clock clock) {
        this.uses = uses;
        this.states = states;
        this.reports = reports;
        this.clock = clock;
    }

    /** The handle that a statement belongs to; null if it is closed, and will say so itself. */
    static @Nullable Connection handleOf(Statement statement) {
        try {
            return statement.getConnection();
        } catch (SQLException e) {
            return null;
        }
    }

    /**
     * Before the execution.
     *
     * @param sql the SQL passed to it; null for a prepared statement
     */
    public @Nullable Object enter(Object statement, @Nullable Object sql) throws Throwable {
        Connection handle = handleOf((Statement) statement);
        return handle == null ? null : started(uses.enterBehind(handle), statement, sql);
    }

    /** Before an execution of a statement of this session. */
    public @Nullable Object enter(Session session, Object statement, @Nullable Object sql) {
        return started(uses.enter(session), statement, sql);
    }

    private @Nullable Object started(
            @Nullable Object token, Object statement, @Nullable Object sql) {
        if (!(token instanceof Session)) {
            return token;
        }
        Session session = (Session) token;
        SessionWork work = session.work();
        if (!work.isReady()) {
            if (!work.knowsAutoCommit()) {
                askAutoCommit(session, work);
            }
            Throwable refusal = states.begin(session);
            if (refusal != null) {
                uses.leave(session);
                return refusal;
            }
        }
        String text = sql instanceof String ? (String) sql : null;
        if (text != null) {
            states.before(session, text);
        }
        work.started(statement, text, clock.nanos());
        return token;
    }

    /** SQL is added to what a statement will execute later. */
    public void added(Object statement, @Nullable Object sql) throws Throwable {
        Connection handle = handleOf((Statement) statement);
        Session session = handle == null ? null : uses.sessionOf(handle);
        if (session != null && sql instanceof String) {
            states.before(session, (String) sql);
        }
    }

    /** Once a session, before its first statement: drivers keep it, and make no round trip. */
    private static void askAutoCommit(Session session, SessionWork work) {
        boolean on = true;
        try {
            Object handle = session.handle();
            on = !(handle instanceof Connection) || ((Connection) handle).getAutoCommit();
        } catch (SQLException | RuntimeException | LinkageError e) {
            // The statement itself, which comes next, meets that too.
        }
        work.autoCommit(on);
    }

    /**
     * After the execution.
     *
     * @param result what it returned, if that is an object
     */
    public void exit(Object token, @Nullable Object result, @Nullable Throwable thrown) {
        if (result instanceof int[]) {
            ((Session) token).work().batch((int[]) result);
        } else if (result instanceof long[]) {
            ((Session) token).work().batch((long[]) result);
        } else if (thrown != null) {
            failed((Session) token, thrown);
        } else if (Boolean.FALSE.equals(result)) {
            ((Session) token).work().rowsUntold();
        }
        ended((Session) token, thrown != null);
    }

    /**
     * The application asks how many rows were changed.
     *
     * @return the statement's session, if that is of interest; else null
     */
    public @Nullable Session asked(Object statement) {
        Connection handle = handleOf((Statement) statement);
        return handle == null ? null : ifUntold(uses.sessionOf(handle));
    }

    /** The session, if how many rows it changed is not known; else null. */
    static @Nullable Session ifUntold(@Nullable Session session) {
        SessionWork work = session == null ? null : session.workDone();
        return work != null && work.areRowsUntold() ? session : null;
    }

    /** After an execution that changed so many rows. */
    public void exit(Object token, long rows) {
        ((Session) token).work().rows(rows);
        ended((Session) token, false);
    }

    private static void failed(Session session, Throwable thrown) {
        if (thrown instanceof BatchUpdateException) {
            session.work().batch();
        }
        String state =
                thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
        session.pool().metrics().statementFailed(state);
    }

    private void ended(Session session, boolean failed) {
        SessionWork work = session.work();
        long elapsed = clock.nanos() - work.runningSinceNanos();
        work.finished(elapsed, failed);
        ThreadState state = session.callersState();
        state.tally(session.pool()).statement(elapsed);
        session.leaveCall();
        state.leaveCall();
        if (elapsed >= session.pool().settings().slowStatementNanos()) {
            reports.slow(session, elapsed);
        }
    }
}
