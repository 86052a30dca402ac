package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a request gets from no known pool: straight from the driver, or from a pool of
 * which nothing is known. Outside of requests such connections are let alone, because it is pools
 * that make them there; so are those that a known pool is found behind, whatever lies around it.
 */
public final class UnknownBorrows {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownBorrows.class);

    private final Pools pools;
    private final SessionTable sessions;
    private final BorrowHandler borrows;
    private final LearnedClasses classes = new LearnedClasses();
    private final Deadlines deadlines;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private volatile BooleanSupplier weaver = () -> false;

    public UnknownBorrows(
            Pools pools,
            SessionTable sessions,
            BorrowHandler borrows,
            Deadlines deadlines,
            DistinctErrors errors,
            Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.borrows = borrows;
        this.deadlines = deadlines;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * The hooks on where such connections come from, and on themselves.
     *
     * @param known the pools that have hooks of their own
     */
    public List<Hook> hooks(JdbcHooks jdbc, List<PoolClasses> known) {
        return jdbc.unknown(this, classes, known);
    }

    /**
     * Whether a class is one of those that such connections were seen of, or lies beside one.
     *
     * @param name as class files write it
     */
    public boolean isLearned(String name) {
        return classes.mayHaveInternal(name);
    }

    /** The same of a class that is loaded. */
    public boolean isLearned(Class<?> loaded) {
        return classes.mayHave(loaded);
    }

    /** What weaves again the loaded classes that are {@link #isLearned}, and says if it could. */
    public void weaveWith(BooleanSupplier again) {
        weaver = again;
    }

    /** Where connections come from. */
    static final class Origin {
        final Object key;
        final String name;
        final @Nullable String url;

        /**
         * An origin.
         *
         * @param key the same object for the same origin
         */
        Origin(Object key, String name, @Nullable String url) {
            this.key = key;
            this.name = name;
            this.url = url;
        }
    }

    /** One that is under way. */
    private static final class Opening {
        final Origin origin;
        final int openedBefore;
        final long startNanos;
        final @Nullable GuardedPool pool;
        final long permit;

        Opening(
                Origin origin,
                ThreadState state,
                long startNanos,
                @Nullable GuardedPool pool,
                long permit) {
            this.origin = origin;
            this.openedBefore = state.opened();
            this.startNanos = startNanos;
            this.pool = pool;
            this.permit = permit;
        }
    }

    /** Whether the calling thread borrows for a request, and not for a pool. */
    static boolean isOfRequest(ThreadState state) {
        return state.scope() != null && !state.isBorrowing() && !state.isBusy();
    }

    /** Before the connection is made. */
    @Nullable Object enter(Origin origin) {
        ThreadState state = ThreadState.current();
        if (!state.enterUnknownBorrow()) {
            return null;
        }
        Object token = null;
        try {
            token = begin(origin, state);
        } finally {
            if (!(token instanceof Opening)) {
                state.leaveUnknownBorrow();
            }
        }
        return token;
    }

    private @Nullable Object begin(Origin origin, ThreadState state) {
        GuardedPool pool = pools.get(origin.key);
        if (pool == null) {
            return new Opening(origin, state, clock.nanos(), null, 0);
        }
        Object permitted = pool.isKeepingConnections() ? null : borrows.permit(pool, state);
        // What a known pool lends meanwhile is a borrow of its own.
        state.takeBorrowedFrom();
        return permitted == state
                ? new Opening(origin, state, state.borrowStartNanos(), pool, state.borrowPermit())
                : permitted;
    }

    /** After it was made. */
    void exit(Object token, @Nullable Object handle, @Nullable Throwable thrown) throws Throwable {
        ThreadState state = ThreadState.current();
        state.leaveUnknownBorrow();
        Opening opening = (Opening) token;
        long now = clock.nanos();
        long waited = now - opening.startNanos;
        if (state.opened() != opening.openedBefore) {
            return;
        }
        if (thrown != null || handle == null) {
            if (opening.pool != null) {
                BorrowHandler.failed(
                        opening.pool, opening.permit, opening.origin.key, thrown, waited);
            }
            return;
        }
        if (isToBeFollowed(handle, state)) {
            opened(opening, state, handle, waited, now);
        }
    }

    private void opened(Opening opening, ThreadState state, Object handle, long waited, long now)
            throws Throwable {
        GuardedPool pool = opening.pool;
        if (pool == null) {
            Origin origin = opening.origin;
            pool = pools.registerUnknown(origin.key, origin.name, origin.url);
        }
        if (pool.settings().mode() != Mode.OFF && !pool.isKeepingConnections()) {
            long permit = opening.pool == null ? pool.breaker().acquire() : opening.permit;
            borrows.borrowed(pool, state, permit, handle, waited, now);
        }
    }

    /** Not what is a session already, handed out once more by who keeps it. */
    private boolean isToBeFollowed(Object handle, ThreadState state) {
        if (pools.isOfKnownPool(handle) || sessions.get(handle, state) != null) {
            return false;
        }
        Class<?> type = handle.getClass();
        if (!woven.contains(type.getName()) && seen.add(type.getName())) {
            learn(type);
        }
        return woven.contains(type.getName());
    }

    /** The first connections of a class are not followed: their close would not be seen. */
    private void learn(Class<?> type) {
        if (!LearnedClasses.canLearn(type)) {
            LOG.info(
                    "connections of {} are not guarded: they are of no pool that is known, and"
                            + " proxies cannot be followed",
                    type.getName());
            return;
        }
        deadlines.start(
                () -> {
                    try {
                        classes.learn(type);
                        if (weaver.getAsBoolean()) {
                            woven.add(type.getName());
                        }
                    } catch (Throwable t) {
                        errors.record("learn " + type.getName(), t);
                    }
                });
    }
}
