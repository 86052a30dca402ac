package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.SessionStates;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.session.WorkKinds;
import io.jdbcwarden.util.Clock;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A return: the one who wins the session's word lets the pool's own close run; any other close of
 * the handle is skipped and silent.
 */
public final class ReturnHandler {
    private final SessionTable sessions;
    private final Transactions transactions;
    private final SessionStates states;
    private final Reports reports;
    private final WorkKinds kinds;
    private final Clock clock;

    public ReturnHandler(
            SessionTable sessions,
            Transactions transactions,
            SessionStates states,
            Reports reports,
            WorkKinds kinds,
            Clock clock) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.states = states;
        this.reports = reports;
        this.kinds = kinds;
        this.clock = clock;
    }

    /** Before the pool's own close. */
    public @Nullable Object enter(Object handle) throws Throwable {
        ThreadState state = ThreadState.current();
        if (state.isAgent()) {
            return null;
        }
        Session session = sessions.get(handle, state);
        if (session == null) {
            // A second close runs into what the pool now shares with the next borrower: HikariCP
            // clears
            // that borrower's list of open statements.
            boolean isClosed = sessions.isHandle(handle) && ((Connection) handle).isClosed();
            sessions.earlier().closed(handle);
            return isClosed ? JdbcWardenBridge.SKIP : null;
        }
        if (!session.beginReturn()) {
            return JdbcWardenBridge.SKIP;
        }
        // Before the pool lends it on, else two would seem to have it.
        state.tally(session.pool()).closed();
        if (!settle(session, (Connection) handle, state)) {
            states.discard(session);
            count(session);
            return JdbcWardenBridge.SKIP;
        }
        return session;
    }

    /** Leaves the connection as the next borrower expects it; false if it must not have one. */
    private boolean settle(Session session, Connection handle, ThreadState state) throws Throwable {
        state.enterAgent();
        try {
            transactions.settle(session, handle);
            return states.putBack(session, handle) == null;
        } catch (Exception e) {
            // A broken connection, as a rule: the pool's own close meets that too, and drops it.
            reports.rollbackFailed(session, e);
            return session.changes() == null;
        } finally {
            state.leaveAgent();
        }
    }

    /** After the pool's own close, however it ended: the handle is closed now. */
    public void exit(Object token) {
        Session session = (Session) token;
        session.end();
        count(session);
        session.letGo();
    }

    private void count(Session session) {
        ThreadState state = session.callersState();
        long lease = lease(session);
        state.tally(session.pool()).returned(lease);
        kinds.returned(session, state, lease);
        if (session.isSuspected()) {
            reports.recovered(session);
        }
    }

    /** How long it was held: to the pool's own reading of the clock, if that was of this return. */
    private long lease(Session session) {
        long borrowedAt = session.borrowedAtNanos();
        BoundPool bound = GuardedPool.boundOf(session);
        long takenBackAt = bound == null ? 0 : takenBackAt(bound, session.entry());
        long lease = takenBackAt - borrowedAt;
        return takenBackAt == 0 || lease < 0 ? clock.nanos() - borrowedAt : lease;
    }

    private static long takenBackAt(BoundPool bound, Object entry) {
        try {
            return bound.takenBackAtNanos(entry);
        } catch (Throwable t) {
            return 0;
        }
    }
}
