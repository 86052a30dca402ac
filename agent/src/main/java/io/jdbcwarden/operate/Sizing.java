package io.jdbcwarden.operate;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSize;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.PoolListener;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.rule.SizeRule;
import io.jdbcwarden.session.ThreadState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pools the size that the setting {@code pool.size} wants, and changes it while they run. The
 * reaper's thread decides; helper threads talk to the pools, which may block.
 */
public final class Sizing implements PoolListener {
    private static final Logger LOG = LoggerFactory.getLogger(Sizing.class);

    private final Pools pools;
    private final Deadlines deadlines;
    private final DatabaseLimit limit;
    private final Map<GuardedPool, Sized> sizes = new ConcurrentHashMap<>();

    public Sizing(Pools pools, Deadlines deadlines, DatabaseLimit limit) {
        this.pools = pools;
        this.deadlines = deadlines;
        this.limit = limit;
    }

    @Override
    public void opened(GuardedPool pool) {
        sizes.put(pool, new Sized());
    }

    @Override
    public void closed(GuardedPool pool) {
        sizes.remove(pool);
        limit.forget(pool);
    }

    /** About once a second, on one thread. */
    public void tick(long nowNanos) {
        for (GuardedPool pool : pools.all()) {
            Sized sized = sizes.get(pool);
            PoolSize wanted = pool.settings().size();
            boolean off = pool.settings().mode() == Mode.OFF;
            if (off || sized == null || wanted.isKept() || sized.busy) {
                continue;
            }
            SizeRule rule = sized.rule(wanted);
            if (rule == null) {
                if (!wanted.equals(sized.applied)) {
                    sized.applied = wanted;
                    later(sized, () -> apply(pool, wanted));
                }
                continue;
            }
            PoolNumbers now = pool.numbersAt(nowNanos);
            if (now.max() < 1) {
                continue;
            }
            limit.look(pool, now, nowNanos);
            int size =
                    rule.next(
                            now.max(),
                            now.active(),
                            Math.max(0, now.pending()),
                            sized.returned(pool.metrics().returns()),
                            limit.left(pool, now));
            if (size != now.max()) {
                later(sized, () -> follow(pool, sized, wanted.min(), size, now));
            }
        }
    }

    private void later(Sized sized, Runnable work) {
        sized.busy = true;
        deadlines.start(
                () -> {
                    ThreadState.current().enterAgent();
                    try {
                        work.run();
                    } finally {
                        ThreadState.current().leaveAgent();
                        sized.busy = false;
                    }
                });
    }

    private void apply(GuardedPool pool, PoolSize wanted) {
        try {
            resize(pool, wanted.min(), wanted.max());
            BoundPool bound = pool.bound();
            Object source = pool.dataSource();
            if (bound != null && source != null) {
                bound.borrowTimeout(source, wanted.borrowTimeoutMillis());
            }
            LOG.info(
                    "pool {}: pool.size={}: up to {} connections, a borrow waits {} ms at most",
                    pool.name(),
                    wanted,
                    wanted.max(),
                    wanted.borrowTimeoutMillis());
        } catch (Throwable t) {
            LOG.warn("pool {}: pool.size={} is not applied: {}", pool.name(), wanted, told(t));
        }
    }

    private void follow(GuardedPool pool, Sized sized, int min, int size, PoolNumbers before) {
        try {
            resize(pool, Math.min(min, size), size);
            LOG.info(
                    "pool {}: size {} to {} ({} out, {} waiting)",
                    pool.name(),
                    before.max(),
                    size,
                    before.active(),
                    before.pending());
        } catch (Throwable t) {
            sized.refused = true;
            LOG.warn("pool {} keeps its size: {}", pool.name(), told(t));
        }
    }

    private static String told(Throwable t) {
        return t.getMessage() == null ? t.toString() : t.getMessage();
    }

    /**
     * Changes a pool's size, and serves those who wait already. May block.
     *
     * @throws Throwable what the pool throws; an {@link UnsupportedOperationException} says why it
     *     cannot do it while it runs
     */
    public static void resize(GuardedPool pool, int min, int max) throws Throwable {
        BoundPool bound = pool.bound();
        Object source = pool.dataSource();
        if (bound == null || source == null) {
            throw new IllegalStateException("pool " + pool.name() + " is gone");
        }
        ThreadState.current().enterAgent();
        try {
            bound.resize(source, min, max);
            bound.wakeWaiters(source);
        } finally {
            ThreadState.current().leaveAgent();
        }
    }

    /** What is known of one pool. Written by the reaper's thread, but for the flags. */
    private static final class Sized {
        volatile boolean busy;
        volatile boolean refused;
        @Nullable PoolSize applied;
        private @Nullable SizeRule rule;
        private @Nullable PoolSize ruled;
        private long returns = -1;

        /** Null if the size does not follow the demand, or the pool has refused to. */
        @Nullable SizeRule rule(PoolSize wanted) {
            if (!wanted.equals(ruled)) {
                ruled = wanted;
                refused = false;
                rule = wanted.isAuto() ? new SizeRule(wanted.min(), wanted.max()) : null;
            }
            if (refused) {
                applied = wanted;
                return null;
            }
            return rule;
        }

        /** How many since it was asked last. */
        long returned(long all) {
            long since = returns < 0 ? 0 : all - returns;
            returns = all;
            return since;
        }
    }
}
