package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionWork;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The execution of a statement: a use that is timed, and can be cancelled by a reclaim. */
public final class StatementHandler {
    private final UseHandler uses;
    private final StateHandler states;
    private final Clock clock;

    public StatementHandler(UseHandler uses, StateHandler states, Clock clock) {
        this.uses = uses;
        this.states = states;
        this.clock = clock;
    }

    /**
     * Before the execution.
     *
     * @param sql the SQL passed to it; null for a prepared statement
     */
    public @Nullable Object enter(Object statement, @Nullable Object sql) throws Throwable {
        Connection handle;
        try {
            handle = ((Statement) statement).getConnection();
        } catch (java.sql.SQLException e) {
            return null;
        }
        return started(uses.enterBehind(handle), statement, sql);
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
        Connection handle;
        try {
            handle = ((Statement) statement).getConnection();
        } catch (java.sql.SQLException e) {
            return;
        }
        Session session = uses.sessionOf(handle);
        if (session != null && sql instanceof String) {
            states.before(session, (String) sql);
        }
    }

    /** After the execution. */
    public void exit(Object token, @Nullable Throwable thrown) {
        Session session = (Session) token;
        SessionWork work = session.work();
        long elapsed = clock.nanos() - work.runningSinceNanos();
        work.finished(elapsed, thrown != null);
        ThreadState state = session.callersState();
        state.tally(session.pool()).statement(elapsed);
        if (thrown != null) {
            session.pool().metrics().statementFailed();
        }
        session.leaveCall();
        state.leaveCall();
    }
}
