package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Deadlocks;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.QuotaCounts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * What a borrow may not be too much of: quotas, and the one that would complete a deadlock. Each
 * costs a look at a number unless it is asked for, or the borrower has a connection already.
 */
final class BorrowLimits {
    private static final String PER_REQUEST = "quota.per-request";
    private static final String PER_USER = "quota.per-user";

    private final Deadlocks deadlocks;
    private final Reports reports;

    BorrowLimits(Deadlocks deadlocks, Reports reports) {
        this.deadlocks = deadlocks;
        this.reports = reports;
    }

    /**
     * A borrow that nothing else refuses; {@code state} knows of it already.
     *
     * @return what to refuse it with; null if it may go on. In any case it must {@link #leave} then
     */
    @Nullable Throwable enter(GuardedPool pool, ThreadState state, PoolSettings settings) {
        if (pool.isUnknown()) {
            return null;
        }
        Scope scope = state.scope();
        if (scope != null && (settings.quotaPerRequest() | settings.quotaPerUser()) != 0) {
            Throwable refusal = quotas(pool, state, settings, scope);
            if (refusal != null) {
                return refusal;
            }
        }
        boolean holds = state.holdsOneOf(pool) || (scope != null && scope.holdsOneOf(pool));
        return holds ? deadlocks.enter(pool, state) : null;
    }

    private @Nullable Throwable quotas(
            GuardedPool pool, ThreadState state, PoolSettings settings, Scope scope) {
        int perRequest = settings.quotaPerRequest();
        int perUser = settings.quotaPerUser();
        Throwable refusal = null;
        if (perRequest != 0) {
            refusal = take(pool, pool.requests(), scope, perRequest, PER_REQUEST, state);
        }
        String user = perUser == 0 || refusal != null ? null : scope.readTags().user();
        if (user != null) {
            refusal = take(pool, pool.users(), user, perUser, PER_USER, state);
        }
        return refusal;
    }

    /** Takes a place for the borrow under way, or refuses it: never two threads the last one. */
    private @Nullable Throwable take(
            GuardedPool pool,
            QuotaCounts counts,
            Object holder,
            int most,
            String setting,
            ThreadState state) {
        QuotaCounts.Count count = counts.take(holder, most);
        if (count == null) {
            Throwable refusal = refuse(pool, setting, most, state);
            if (refusal != null) {
                return refusal;
            }
            count = counts.take(holder, Integer.MAX_VALUE);
        }
        if (count != null) {
            state.taken(count);
        }
        return null;
    }

    /** Counts it, and refuses it if the mode says so. */
    private @Nullable Throwable refuse(
            GuardedPool pool, String setting, int most, ThreadState state) {
        Scope scope = state.scope();
        Tags tags = scope == null ? Tags.NONE : scope.readTags();
        Throwable refusal =
                Refusals.quota(pool.name(), setting, most, tags, Thread.currentThread());
        reports.denied(pool, refusal);
        return pool.settings().mode() == Mode.ENFORCE ? refusal : null;
    }

    /** The pool has done its work, or the borrow was refused after all. */
    void leave(GuardedPool pool, ThreadState state) {
        if (state.waitsAsHolder()) {
            deadlocks.leave(pool, state);
        }
    }

    /** What was taken for a session that was not opened. */
    static void giveBack(ThreadState state) {
        for (QuotaCounts.Count count = state.take(); count != null; count = state.take()) {
            count.giveBack();
        }
    }
}
