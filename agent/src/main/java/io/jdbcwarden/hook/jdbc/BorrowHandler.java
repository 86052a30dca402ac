package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.Require;
import io.jdbcwarden.config.StackMode;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A borrow: asks the breaker and the rules before the pool does its work, and opens a session for
 * the handle after it. Only the outermost borrow of a thread counts; what pools borrow from each
 * other while they serve it does not.
 */
public final class BorrowHandler {
    private static final Object NESTED = new Object();
    private static final Object UNKNOWN_POOL = new Object();

    private final Pools pools;
    private final SessionTable sessions;
    private final BorrowStacks stacks;
    private final Reports reports;
    private final Clock clock;

    public BorrowHandler(
            Pools pools, SessionTable sessions, BorrowStacks stacks, Reports reports, Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.stacks = stacks;
        this.reports = reports;
        this.clock = clock;
    }

    /** Before the pool's own work. */
    public @Nullable Object enter(Object dataSource) {
        ThreadState state = ThreadState.current();
        if (!state.enterBorrow()) {
            return NESTED;
        }
        Object token = null;
        try {
            token = permit(dataSource, state);
        } finally {
            if (token == null || token instanceof Throwable) {
                state.leaveBorrow();
            }
        }
        return token;
    }

    private @Nullable Object permit(Object dataSource, ThreadState state) {
        GuardedPool pool = pools.get(dataSource);
        if (pool == null) {
            return UNKNOWN_POOL;
        }
        PoolSettings settings = pool.settings();
        if (settings.mode() == Mode.OFF) {
            return null;
        }
        Scope scope = state.scope();
        if (settings.require() != Require.NONE) {
            Tags tags = scope == null ? Tags.NONE : scope.readTags();
            if (scope == null || (settings.require() == Require.USER && tags.user() == null)) {
                Throwable refusal =
                        Refusals.required(
                                pool.name(), settings.require(), tags, Thread.currentThread());
                reports.denied(pool, refusal);
                if (settings.mode() == Mode.ENFORCE) {
                    return refusal;
                }
            }
        }
        long permit = 0;
        if (settings.breakerOn()) {
            Breaker breaker = pool.breaker();
            permit = breaker.acquire();
            if (permit == Breaker.REJECTED && settings.mode() == Mode.ENFORCE) {
                return Refusals.breakerOpen(pool.name(), breaker.retryInMillis());
            }
        }
        return new Borrow(pool, scope, permit, clock.nanos());
    }

    /** After the pool's own work. */
    public void exit(
            Object dataSource, Object token, @Nullable Object handle, @Nullable Throwable thrown)
            throws Throwable {
        ThreadState state = ThreadState.current();
        state.leaveBorrow();
        if (token == NESTED) {
            return;
        }
        Borrow borrow = token instanceof Borrow ? (Borrow) token : firstBorrow(dataSource, state);
        if (borrow == null) {
            return;
        }
        long now = clock.nanos();
        if (thrown == null && handle != null) {
            borrow.pool.metrics().borrowed(now - borrow.startNanos);
            borrow.pool.breaker().success(borrow.permit);
            open(borrow, handle, now);
        } else {
            failed(borrow, dataSource, thrown, now);
        }
    }

    /** The pool makes itself known by its first borrow; how long that one waited is not known. */
    private @Nullable Borrow firstBorrow(Object dataSource, ThreadState state) {
        state.enterAgent();
        try {
            GuardedPool pool = pools.register(dataSource);
            return pool == null || pool.settings().mode() == Mode.OFF
                    ? null
                    : new Borrow(pool, state.scope(), pool.breaker().acquire(), clock.nanos());
        } finally {
            state.leaveAgent();
        }
    }

    private void open(Borrow borrow, Object handle, long now) throws Throwable {
        GuardedPool pool = borrow.pool;
        BoundPool bound = pool.bound();
        if (bound == null) {
            return;
        }
        Scope scope = borrow.scope;
        Tags tags = Tags.NONE;
        if (scope != null) {
            tags = scope.readTags();
        }
        Session session =
                new Session(
                        sessions.nextId(),
                        pool,
                        bound.entryOf(handle),
                        scope,
                        Thread.currentThread(),
                        tags,
                        now,
                        stacks.capture(stackMode(pool.settings()), scope, now));
        if (scope != null && scope.hasOpenSession()) {
            pool.metrics().nestedBorrow();
        }
        sessions.open(handle, session);
        pool.metrics().opened();
    }

    /** An exemption by class is decided by the stack, so it must be there. */
    private static StackMode stackMode(PoolSettings settings) {
        return settings.exempt().needsStack() ? StackMode.ALWAYS : settings.stack();
    }

    private static void failed(
            Borrow borrow, Object dataSource, @Nullable Throwable thrown, long now)
            throws Throwable {
        GuardedPool pool = borrow.pool;
        BoundPool bound = pool.bound();
        boolean full = false;
        boolean timeout = false;
        if (thrown != null && bound != null) {
            timeout = bound.isTimeout(thrown);
            full = bound.isFull(dataSource, thrown);
        }
        if (timeout) {
            pool.metrics().borrowTimedOut(now - borrow.startNanos);
        } else {
            pool.metrics().borrowFailed(now - borrow.startNanos);
        }
        if (full && !pool.settings().breakerCountTimeouts()) {
            pool.breaker().ignore(borrow.permit);
        } else {
            pool.breaker().failure(borrow.permit);
        }
    }

    /** One outermost borrow under way. */
    private static final class Borrow {
        final GuardedPool pool;
        final @Nullable Scope scope;
        final long permit;
        final long startNanos;

        Borrow(GuardedPool pool, @Nullable Scope scope, long permit, long startNanos) {
            this.pool = pool;
            this.scope = scope;
            this.permit = permit;
            this.startNanos = startNanos;
        }
    }
}
