package io.jdbcwarden.rule;

import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.ReclaimWhen;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * When the reaper takes a session back. Certain leaks always, suspected ones as the settings say.
 */
public final class LeakRule {
    private LeakRule() {}

    /**
     * The cause for which a session is to be reclaimed now, or null. A pure function.
     *
     * @param ageNanos since it was borrowed
     * @param idleNanos since the last JDBC call; 0 while one runs
     * @param pressure whether the pool is exhausted or has waiters; matters only if the session
     *     {@linkplain #isIdle is idle}
     */
    public static @Nullable LeakCause cause(
            Session session,
            PoolSettings settings,
            long ageNanos,
            long idleNanos,
            boolean pressure) {
        Scope scope = session.scope();
        if (scope != null && scope.isOver()) {
            return LeakCause.REQUEST_ENDED;
        }
        if (scope == null && isOwnerDead(session)) {
            return LeakCause.OWNER_DEAD;
        }
        if (isBeyond(ageNanos, settings.maxAgeNanos())) {
            return LeakCause.EXPIRED;
        }
        boolean idle = isIdle(session, settings, idleNanos);
        if (idle && (pressure || settings.reclaimWhen() == ReclaimWhen.ALWAYS)) {
            return LeakCause.IDLE;
        }
        return null;
    }

    /** Whether a session has done nothing for as long as the settings allow. */
    public static boolean isIdle(Session session, PoolSettings settings, long idleNanos) {
        // Once the driver's own connection was taken out, idleness cannot be seen.
        return isBeyond(idleNanos, settings.maxIdleNanos()) && !session.isUnwrapped();
    }

    /**
     * Whether nobody is left to return it: neither the thread that borrowed it nor the one that it
     * was last handed to. The end of the main thread is no death: it only says that the application
     * has started, and what it borrowed, such as a lock, may be meant to be kept. It is known by
     * its name, because its id differs between JDKs (1 on 17, 3 on 25).
     */
    private static boolean isOwnerDead(Session session) {
        Thread owner = session.thread();
        Thread handedTo = session.handedTo();
        return owner != null
                && isDead(owner)
                && (handedTo == null || isDead(handedTo))
                && !owner.getName().equals("main")
                && session.calls() == 0;
    }

    /**
     * The reaper asks this of each session. {@code isAlive} is a native call before JDK 19; the
     * state is read, but that of a virtual thread is worked out, under a lock.
     */
    private static boolean isDead(Thread thread) {
        return VirtualThreads.isVirtual(thread)
                ? !thread.isAlive()
                : thread.getState() == Thread.State.TERMINATED;
    }

    /** Whether a session is held long enough to be reported. */
    public static boolean isSuspect(PoolSettings settings, long ageNanos) {
        return isBeyond(ageNanos, settings.suspectAfterNanos());
    }

    private static boolean isBeyond(long nanos, long limit) {
        return limit > 0 && nanos >= limit;
    }
}
