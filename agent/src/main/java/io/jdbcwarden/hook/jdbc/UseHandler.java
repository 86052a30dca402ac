package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.Ownership;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.rule.UseRule;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A use: each JDBC call on a handle, or on a statement or result set of it. Lets the owner pass
 * with one map look-up and one atomic add; everything else is looked at closely.
 */
public final class UseHandler {
    private final SessionTable sessions;
    private final Reports reports;

    public UseHandler(SessionTable sessions, Reports reports) {
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
            afterClose(handle);
            return null;
        }
        return enter(session, state);
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

    /**
     * The driver's connection is asked for. A closed handle is refused it here, if its pool would
     * hand it out: it is somebody else's by then.
     *
     * @return the session; null to let it pass unseen; a throwable to refuse it
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
        GuardedPool pool = afterClose(handle);
        return pool != null && unwrapsClosed(pool) && isBlocked(pool.settings())
                ? Refusals.closed(pool.name(), Thread.currentThread())
                : null;
    }

    private static boolean unwrapsClosed(GuardedPool pool) {
        BoundPool bound = pool.bound();
        return bound != null && bound.unwrapsClosed();
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
        return violated(session, kind, scope);
    }

    /** Reports it, and refuses the call if the settings say so. */
    private @Nullable Throwable violated(
            Session session, ViolationKind kind, @Nullable Scope scope) {
        boolean blocked = isBlocked(session.pool().settings());
        reports.violation(session, kind, scope, blocked);
        return blocked ? Refusals.violation(session, kind, scope, Thread.currentThread()) : null;
    }

    private static boolean isBlocked(PoolSettings settings) {
        return settings.mode() == Mode.ENFORCE && settings.ownership() == Ownership.BLOCK;
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
     * @return the pool, if it was closed and still knows that
     */
    private @Nullable GuardedPool afterClose(Object handle) throws Throwable {
        return sessions.isHandle(handle) && ((Connection) handle).isClosed()
                ? reports.usedAfterClose(handle)
                : null;
    }
}
