package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.Require;
import io.jdbcwarden.config.StackMode;
import io.jdbcwarden.metric.Tally;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlocks;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.reclaim.WorkReports;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.QuotaCounts;
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

    /** A borrower that waited longer waited for another one, as a rule. */
    private static final long LONG_NANOS = 100_000;

    private final Pools pools;
    private final SessionTable sessions;
    private final BorrowStacks stacks;
    private final Transactions transactions;
    private final StateHandler states;
    private final Reports reports;
    private final WorkReports works;
    private final BorrowLimits limits;
    private final Clock clock;

    public BorrowHandler(
            Pools pools,
            SessionTable sessions,
            BorrowStacks stacks,
            Transactions transactions,
            StateHandler states,
            Reports reports,
            WorkReports works,
            Deadlocks deadlocks,
            Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.stacks = stacks;
        this.transactions = transactions;
        this.states = states;
        this.reports = reports;
        this.works = works;
        this.limits = new BorrowLimits(deadlocks, reports);
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
        GuardedPool pool = known(dataSource, state);
        return pool == null ? UNKNOWN_POOL : permit(pool, state);
    }

    /**
     * Asks rules and breaker.
     *
     * @return the state, which then knows of the borrow; null to go on unobserved; a throwable to
     *     refuse it
     */
    @Nullable Object permit(GuardedPool pool, ThreadState state) {
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
                return Refusals.breakerOpen(pool.name(), pool.region(), breaker.retryInMillis());
            }
        }
        state.beginBorrow(pool, permit, pool.readsClock() ? 0 : clock.nanos());
        boolean goesOn = false;
        try {
            Throwable refusal = limits.enter(pool, state, settings);
            goesOn = refusal == null;
            return goesOn ? state : refusal;
        } finally {
            if (!goesOn) {
                forget(pool, state, permit, settings);
            }
        }
    }

    /** The borrow that {@code state} knows of does not take place. */
    private void forget(GuardedPool pool, ThreadState state, long permit, PoolSettings settings) {
        limits.leave(pool, state);
        BorrowLimits.giveBack(state);
        state.takeBorrowedFrom();
        if (settings.breakerOn()) {
            pool.breaker().ignore(permit);
        }
    }

    private @Nullable GuardedPool known(Object dataSource, ThreadState state) {
        GuardedPool last = (GuardedPool) state.lastPool();
        return last != null && last.dataSource() == dataSource ? last : pools.get(dataSource);
    }

    /** After the pool's own work. */
    public void exit(
            Object dataSource, Object token, @Nullable Object handle, @Nullable Throwable thrown)
            throws Throwable {
        ThreadState state =
                token instanceof ThreadState ? (ThreadState) token : ThreadState.current();
        state.leaveBorrow();
        if (token == NESTED) {
            return;
        }
        if (token == UNKNOWN_POOL && !firstBorrow(dataSource, state)) {
            return;
        }
        GuardedPool pool = (GuardedPool) state.takeBorrowedFrom();
        if (pool == null) {
            return;
        }
        limits.leave(pool, state);
        long told = state.poolsSecondNanos();
        long now = told == 0 ? clock.nanos() : told;
        long waited = now - start(state, now);
        // A pool that tells is believed from then on, and no longer than it goes on telling.
        pool.readsClock(state.poolsFirstNanos() != 0);
        try {
            if (thrown == null && handle != null) {
                borrowed(pool, state, state.borrowPermit(), handle, waited, now);
            } else {
                failed(pool, state.borrowPermit(), dataSource, thrown, waited);
            }
        } finally {
            BorrowLimits.giveBack(state);
        }
    }

    /** When the borrow that has ended began; {@code now} if nobody has looked. */
    private static long start(ThreadState state, long now) {
        long own = state.borrowStartNanos();
        if (own != 0) {
            return own;
        }
        long told = state.poolsFirstNanos();
        return told == 0 ? now : told;
    }

    /** A pool makes itself known by its first borrow; how long that one waited is not known. */
    private boolean firstBorrow(Object dataSource, ThreadState state) {
        state.enterAgent();
        try {
            GuardedPool pool = pools.register(dataSource);
            if (pool == null || pool.settings().mode() == Mode.OFF) {
                return false;
            }
            state.beginBorrow(pool, pool.breaker().acquire(), clock.nanos());
            return true;
        } finally {
            state.leaveAgent();
        }
    }

    /** A connection was borrowed: opens its session. */
    void borrowed(
            GuardedPool pool, ThreadState state, long permit, Object handle, long waited, long now)
            throws Throwable {
        Tally tally = state.tally(pool);
        tally.borrowed(waited);
        pool.breaker().success(permit);
        boolean opened = false;
        try {
            opened = open(pool, state, handle, now);
        } finally {
            if (!opened) {
                tally.closed();
            }
        }
        if (waited > LONG_NANOS) {
            pool.metrics().observePeak();
        }
    }

    private boolean open(GuardedPool pool, ThreadState state, Object handle, long now)
            throws Throwable {
        BoundPool bound = pool.bound();
        if (bound == null) {
            return false;
        }
        Object entry = bound.entryOf(handle);
        if (entry == null) {
            return false;
        }
        if (bound.isEnlisted(entry)) {
            states.lentUnseen(pool, bound.physical(entry), sessions.stateOf(entry));
            return false;
        }
        Scope scope = state.scope();
        Tags tags = scope == null ? Tags.NONE : scope.readTags();
        Session held = scope == null ? null : scope.heldOf(pool);
        Session session =
                sessions.open(
                        handle,
                        entry,
                        pool,
                        scope,
                        state,
                        tags,
                        now,
                        stacks.capture(stackMode(pool.settings()), scope, now));
        state.countOpened();
        for (QuotaCounts.Count count = state.take(); count != null; count = state.take()) {
            session.countsAs(count);
        }
        if (held != null) {
            pool.metrics().nestedBorrow();
            works.nested(session, held);
        }
        if (!bound.restoresAutoCommit()) {
            transactions.keepAutoCommit(session);
        }
        return true;
    }

    /** An exemption by class is decided by the stack, so it must be there. */
    private static StackMode stackMode(PoolSettings settings) {
        return settings.exempt().needsStack() ? StackMode.ALWAYS : settings.stack();
    }

    /** A borrow has failed. */
    static void failed(
            GuardedPool pool,
            long permit,
            Object dataSource,
            @Nullable Throwable thrown,
            long waitedNanos)
            throws Throwable {
        BoundPool bound = pool.bound();
        boolean full = thrown != null && bound != null && bound.isFull(dataSource, thrown);
        // Pools report a database that is away as a time-out too; only a full pool is counted as
        // one.
        if (full) {
            pool.metrics().borrowTimedOut(waitedNanos);
        } else {
            pool.metrics().borrowFailed(waitedNanos);
            pool.unreachable();
        }
        if (full && !pool.settings().breakerCountTimeouts()) {
            pool.breaker().ignore(permit);
        } else {
            pool.breaker().failure(permit);
        }
    }
}
