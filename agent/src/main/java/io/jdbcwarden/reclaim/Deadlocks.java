package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.PoolContext;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pools of which each connection is held by somebody who waits for one more.
 *
 * <p>Whoever would complete one is the youngest who waits, and is refused before it waits. Threads
 * that have a connection of the pool and ask for one more are counted: only when there are as many
 * as connections is anything looked at. Of two that come at once the one that counts last sees the
 * other. Deadlocks over several pools are found by the reaper, and told.
 */
public final class Deadlocks {
    private final Pools pools;
    private final SessionTable sessions;
    private final WorkReports reports;

    /** Those that are told of; a deadlock that goes on is told of once. */
    private final Set<PoolContext> told = ConcurrentHashMap.newKeySet();

    /** Those that were found by the reaper's last look. */
    private Set<GuardedPool> seen = new HashSet<>();

    public Deadlocks(Pools pools, SessionTable sessions, WorkReports reports) {
        this.pools = pools;
        this.sessions = sessions;
        this.reports = reports;
    }

    /**
     * A thread that has a connection of this pool is about to ask it for one more; {@code state}
     * knows of the borrow already.
     *
     * @return what to refuse it with; null if it may go on. In any case it must {@link #leave} then
     */
    public @Nullable Throwable enter(GuardedPool pool, ThreadState state) {
        int waiting = pool.holdersWaiting().incrementAndGet();
        state.waitsAsHolder(true);
        PoolNumbers numbers = waiting >= pool.lastMax() ? pool.numbers() : PoolNumbers.UNKNOWN;
        if (waiting >= pool.lastMax()) {
            pool.lastMax(sizeOf(numbers));
        }
        if (waiting < numbers.max() || !isExhausted(numbers)) {
            return null;
        }
        List<Session> holders = holders(pool);
        if (holders.size() < numbers.max() || !allWait(holders, pool)) {
            return null;
        }
        boolean refuse = pool.settings().mode() == Mode.ENFORCE;
        Scope scope = state.scope();
        Tags tags = scope == null ? Tags.NONE : scope.tags();
        Throwable refusal =
                Refusals.deadlock(pool.name(), holders.size(), tags, Thread.currentThread());
        state.enterAgent();
        try {
            told.add(pool);
            reports.deadlock(pool, holders, refuse ? refusal : null);
        } finally {
            state.leaveAgent();
        }
        return refuse ? refusal : null;
    }

    /**
     * What cannot be told is taken for endless: nobody is ever refused, and it is not asked again.
     */
    private static int sizeOf(PoolNumbers numbers) {
        return numbers.max() > 0 ? numbers.max() : Integer.MAX_VALUE;
    }

    private static boolean isExhausted(PoolNumbers numbers) {
        return numbers.max() > 0 && numbers.active() >= numbers.max();
    }

    /** It asks no more. */
    public void leave(GuardedPool pool, ThreadState state) {
        state.waitsAsHolder(false);
        pool.holdersWaiting().decrementAndGet();
    }

    private List<Session> holders(PoolContext pool) {
        List<Session> holders = new ArrayList<>();
        sessions.forEachOpen(
                session -> {
                    if (session.pool() == pool) {
                        holders.add(session);
                    }
                });
        return holders;
    }

    private static boolean allWait(List<Session> holders, PoolContext pool) {
        for (Session session : holders) {
            if (session.ownerWaitsFor() != pool) {
                return false;
            }
        }
        return true;
    }

    /** Looks for deadlocks over several pools. For the reaper's thread. */
    public void tick(long nowNanos) {
        Map<PoolContext, List<Session>> exhausted = new HashMap<>();
        for (GuardedPool pool : pools.all()) {
            PoolNumbers demand = pool.demand();
            pool.lastMax(sizeOf(demand));
            if (demand.pending() != 0 && isExhausted(pool.numbersAt(nowNanos))) {
                exhausted.put(pool, new ArrayList<>());
            }
        }
        if (!exhausted.isEmpty()) {
            sessions.forEachOpen(
                    session -> {
                        List<Session> holders = exhausted.get(session.pool());
                        if (holders != null) {
                            holders.add(session);
                        }
                    });
            exhausted
                    .entrySet()
                    .removeIf(e -> e.getValue().size() < ((GuardedPool) e.getKey()).lastMax());
            while (exhausted.values().removeIf(holders -> !allWaitWithin(holders, exhausted))) {
                // Who waited for one of those that were left out will go on, too.
            }
        }
        tell(exhausted);
    }

    private static boolean allWaitWithin(
            List<Session> holders, Map<PoolContext, List<Session>> pools) {
        for (Session session : holders) {
            PoolContext awaited = session.ownerWaitsFor();
            if (awaited == null || !pools.containsKey(awaited)) {
                return false;
            }
        }
        return true;
    }

    /** What is so twice in a row is no passing moment. */
    private void tell(Map<PoolContext, List<Session>> locked) {
        Set<GuardedPool> now = new HashSet<>();
        for (Map.Entry<PoolContext, List<Session>> entry : locked.entrySet()) {
            GuardedPool pool = (GuardedPool) entry.getKey();
            now.add(pool);
            if (seen.contains(pool) && told.add(pool)) {
                reports.deadlock(pool, entry.getValue(), null);
            }
        }
        told.retainAll(now);
        seen = now;
    }
}
