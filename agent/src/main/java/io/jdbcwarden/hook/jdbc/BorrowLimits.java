package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Deadlocks;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.session.UserCounts;
import org.jspecify.annotations.Nullable;

/**
 * What a borrow may not be too much of: quotas, and the one that would complete a deadlock. Each
 * costs a look at a number unless it is asked for, or the borrower has a connection already.
 */
final class BorrowLimits {
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
        if (perRequest != 0 && scope.holds(pool, perRequest)) {
            Throwable refusal = refuse(pool, settings, "quota.per-request", perRequest, scope);
            if (refusal != null) {
                return refusal;
            }
        }
        int perUser = settings.quotaPerUser();
        String user = perUser == 0 ? null : scope.readTags().user();
        if (user == null) {
            return null;
        }
        UserCounts.Count count = pool.users().take(user, perUser);
        if (count == null) {
            Throwable refusal = refuse(pool, settings, "quota.per-user", perUser, scope);
            if (refusal != null) {
                return refusal;
            }
            count = pool.users().take(user, Integer.MAX_VALUE);
        }
        state.taken(count);
        return null;
    }

    /** Counts it, and refuses it if the mode says so. */
    private @Nullable Throwable refuse(
            GuardedPool pool, PoolSettings settings, String setting, int most, Scope scope) {
        Tags tags = scope.readTags();
        Throwable refusal =
                Refusals.quota(pool.name(), setting, most, tags, Thread.currentThread());
        reports.denied(pool, refusal);
        return settings.mode() == Mode.ENFORCE ? refusal : null;
    }

    /** The pool has done its work, or the borrow was refused after all. */
    void leave(GuardedPool pool, ThreadState state) {
        if (state.waitsAsHolder()) {
            deadlocks.leave(pool, state);
        }
    }

    /** What was taken for a session that was not opened. */
    static void giveBack(ThreadState state) {
        UserCounts.Count count = state.take();
        if (count != null) {
            count.giveBack();
        }
    }
}
