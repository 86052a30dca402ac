package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.Ownership;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.rule.UseRule;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A use: each JDBC call on a handle, or on a statement or result set of it. Lets the owner pass
 * with one map look-up and one atomic add; everything else is looked at closely.
 */
public final class UseHandler {
    private final SessionTable sessions;
    private final Reports reports;
    private final Clock clock;

    public UseHandler(SessionTable sessions, Reports reports, Clock clock) {
        this.clock = clock;
        this.sessions = sessions;
        this.reports = reports;
    }

    /**
     * A call comes in.
     *
     * @return the session, if the call was counted in and must be left by {@link #leave}; null to
     *     let it pass unseen; a throwable to refuse it
     */
    public @Nullable Object enter(Object handle) throws Throwable {
        ThreadState state = ThreadState.current();
        if (state.isBusy()) {
            return null;
        }
        Session session = sessions.get(handle, state);
        if (session == null) {
            // The pool refuses what is called on a closed handle itself.
            afterClose(handle);
            return null;
        }
        return enter(session, state);
    }

    /** The session that a call on a handle would be of; null inside of another one, or if none. */
    @Nullable Session sessionOf(Object handle) {
        ThreadState state = ThreadState.current();
        return state.isBusy() ? null : sessions.get(handle, state);
    }

    /**
     * A call that changes auto-commit, the isolation, or whether a connection is read-only, comes
     * in.
     *
     * @param setter its name
     * @param value what it sets
     * @return as the other
     */
    public @Nullable Object enterChange(Object handle, String setter, @Nullable Object value)
            throws Throwable {
        Object token = enter(handle);
        if (token instanceof Session) {
            ((Session) token).work().changing(setter, value);
            try {
                Transactions.keepBefore(setter, (Session) token, (Connection) handle);
            } catch (SQLException e) {
                // The call itself, which comes next, meets that too.
                return token;
            }
        }
        return token;
    }

    /**
     * A call on a statement or a result set comes in, which may go on when its handle is closed.
     *
     * @param handle that it belongs to
     * @return as the other
     */
    public @Nullable Object enterBehind(Object handle) throws Throwable {
        ThreadState state = ThreadState.current();
        if (state.isBusy()) {
            return null;
        }
        Session session = sessions.get(handle, state);
        if (session != null) {
            return enter(session, state);
        }
        GuardedPool pool = afterClose(handle);
        BoundPool bound = pool == null ? null : pool.bound();
        return pool == null || bound == null || bound.refusesStatementsOfClosed()
                ? null
                : refusal(pool);
    }

    /**
     * The driver's own connection is to be taken out of a handle.
     *
     * @return the session, or null if it is not known; a throwable to refuse it, as the handle is
     *     closed and somebody else may have that connection
     */
    public @Nullable Object unwrap(Object handle) throws Throwable {
        ThreadState state = ThreadState.current();
        if (state.isBusy()) {
            return null;
        }
        Session session = sessions.get(handle, state);
        if (session != null) {
            return session.isTakenBack() ? Refusals.reclaimed(session) : session;
        }
        GuardedPool pool = isClosedHandle(handle) ? reports.likelyPoolOf(handle) : null;
        BoundPool bound = pool == null ? null : pool.bound();
        if (pool == null || bound == null || bound.refusesUnwrapOfClosed()) {
            return null;
        }
        reports.usedAfterClose(pool);
        return refusal(pool);
    }

    /**
     * A call on what belongs to a session comes in. A use after its owner's close is refused here:
     * whose pool asks for this would let it through to the next borrower.
     *
     * @return as the other
     */
    public @Nullable Object enter(Session session) {
        ThreadState state = ThreadState.current();
        if (state.isBusy()) {
            return null;
        }
        if (session.state() != Session.State.ENDED || session.isTakenBack()) {
            return enter(session, state);
        }
        return violated(session, ViolationKind.AFTER_CLOSE, state.scope());
    }

    private @Nullable Object enter(Session session, ThreadState state) {
        Scope scope = state.scope();
        if (!UseRule.isOwner(session, scope, Thread.currentThread())) {
            Throwable refusal = foreign(session, scope);
            if (refusal != null) {
                return refusal;
            }
        }
        if (!session.enterCall()) {
            return ended(session);
        }
        if (session.calls() > 1) {
            session.share();
            reports.violation(session, ViolationKind.CONCURRENT, scope, false);
        }
        state.enterCall();
        return session;
    }

    /** The call that {@link #enter} let in has ended. */
    public void leave(Object token) {
        Session session = (Session) token;
        session.leaveCall();
        session.callersState().leaveCall();
    }

    /** The call that {@link #enterChange} let in has ended. */
    public void leaveChange(Object token, @Nullable Throwable thrown) {
        ((Session) token).work().changed(thrown == null);
        leave(token);
    }

    private @Nullable Throwable foreign(Session session, @Nullable Scope scope) {
        PoolSettings settings = session.pool().settings();
        if (settings.mode() == Mode.OFF || settings.ownership() == Ownership.OFF) {
            return null;
        }
        if (scope != null) {
            scope.readTags();
        }
        ViolationKind kind = UseRule.violation(session, scope);
        if (kind == null) {
            session.handTo(Thread.currentThread());
            session.pool().metrics().handOff();
            return null;
        }
        if (kind == ViolationKind.AFTER_REQUEST && isKept(session)) {
            return null;
        }
        return violated(session, kind, scope);
    }

    /**
     * An application that opened a connection in one request and uses it in another has a pool of
     * its own: its connections are let alone from then on.
     */
    private boolean isKept(Session session) {
        GuardedPool pool = GuardedPool.of(session);
        if (!pool.isUnknown() || pool.settings().mode() == Mode.ENFORCE) {
            return false;
        }
        if (!pool.isKeepingConnections()) {
            pool.keepsConnections();
            reports.keepsConnections(pool);
        }
        if (session.beginReturn()) {
            pool.metrics().shared().closed();
            session.end();
        }
        return true;
    }

    /** Reports it, and refuses the call if the settings say so. */
    private @Nullable Throwable violated(
            Session session, ViolationKind kind, @Nullable Scope scope) {
        PoolSettings settings = session.pool().settings();
        boolean blocked =
                settings.mode() == Mode.ENFORCE && settings.ownership() == Ownership.BLOCK;
        reports.violation(session, kind, scope, blocked);
        return blocked ? Refusals.violation(session, kind, scope, Thread.currentThread()) : null;
    }

    /**
     * The session is being returned, or was taken back. A closed handle is refused by the pool
     * itself.
     */
    private @Nullable Throwable ended(Session session) {
        return session.isTakenBack() ? Refusals.reclaimed(session) : null;
    }

    /**
     * A handle without a session: closed by its owner, or never seen at its borrow. Or no handle at
     * all: pools extend their own records of connections from the same class.
     *
     * @return the pool, if the handle was closed
     */
    private @Nullable GuardedPool afterClose(Object handle) throws Throwable {
        GuardedPool pool = isClosedHandle(handle) ? reports.poolOf(handle) : null;
        if (pool != null) {
            reports.usedAfterClose(pool);
        } else if (sessions.earlier().isWatched() && sessions.isHandle(handle)) {
            usedUnseen(handle);
        }
        return pool;
    }

    /** Open, and nobody saw its borrow: it was borrowed before the agent came, or is JTA's. */
    private void usedUnseen(Object handle) throws Throwable {
        long now = clock.nanos();
        if (sessions.earlier().used(handle, now) || ((Connection) handle).isClosed()) {
            return;
        }
        GuardedPool pool = reports.poolOf(handle);
        BoundPool bound = pool == null ? null : pool.bound();
        Object entry = bound == null ? null : bound.entryOf(handle);
        if (pool != null && bound != null && entry != null && !bound.isEnlisted(entry)) {
            sessions.earlier().add(handle, pool, now);
        }
    }

    private boolean isClosedHandle(Object handle) throws Throwable {
        return sessions.isHandle(handle) && ((Connection) handle).isClosed();
    }

    private static @Nullable Throwable refusal(GuardedPool pool) {
        PoolSettings settings = pool.settings();
        return settings.mode() == Mode.ENFORCE && settings.ownership() == Ownership.BLOCK
                ? Refusals.closed(pool.name(), Thread.currentThread())
                : null;
    }
}
