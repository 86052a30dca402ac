package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.rule.LeakRule;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every session once a second. One daemon thread; it never waits for a pool or a driver.
 */
public final class Reaper implements Runnable {
    private static final long PASS_NANOS = 1_000_000_000L;
    // Held so long, a handle is no longer kept for its request's end: its loss shall be noticed.
    private static final long PINNED_NANOS = 30_000_000_000L;

    private final Pools pools;
    private final SessionTable sessions;
    private final Reclaimer reclaimer;
    private final Reports reports;
    private final WorkWatch works;
    private final Clock clock;
    private final DistinctErrors errors;
    private final List<LongConsumer> others = new CopyOnWriteArrayList<>();
    private final List<Session> orphans = new ArrayList<>();
    private @Nullable GuardedPool lastPool;
    private boolean lastPressure;

    public Reaper(
            Pools pools,
            SessionTable sessions,
            Reclaimer reclaimer,
            Reports reports,
            WorkReports works,
            Clock clock,
            DistinctErrors errors) {
        this.pools = pools;
        this.sessions = sessions;
        this.reclaimer = reclaimer;
        this.reports = reports;
        this.works = new WorkWatch(works);
        this.clock = clock;
        this.errors = errors;
    }

    /** Adds work for each pass, given the time in the clock's nanoseconds. Must not wait. */
    public void also(LongConsumer work) {
        others.add(work);
    }

    /** Starts the reaper's thread. */
    public void start() {
        Thread thread = Deadlines.thread(this);
        thread.setName("jdbc-warden-reaper");
        thread.start();
    }

    @Override
    public void run() {
        while (true) {
            LockSupport.parkNanos(PASS_NANOS);
            long now = clock.nanos();
            try {
                pass(now);
            } catch (Throwable t) {
                errors.record("reaper", t);
            }
            doOthers(now);
        }
    }

    private void doOthers(long now) {
        for (LongConsumer other : others) {
            try {
                other.accept(now);
            } catch (Throwable t) {
                errors.record("reaper", t);
            }
        }
    }

    /** One look at everything. */
    private void pass(long now) {
        lastPool = null;
        sessions.drainUnreachable(orphans::add);
        orphans.removeIf(session -> lost(session, now));
        pools.sweep();
        sessions.lookAtAll(session -> lookSafely(session, now), clock.millis());
    }

    /**
     * The handle was collected: nobody can return it any more, so nobody can be disturbed. Unless
     * the application took the driver's own connection out, which may still be in use, unseen.
     */
    private boolean lost(Session session, long now) {
        if (session.state() != Session.State.LEASED) {
            return true;
        }
        LeakCause cause = LeakCause.UNREACHABLE;
        if (session.isUnwrapped()) {
            long age = now - session.borrowedAtNanos();
            cause = LeakRule.cause(session, session.pool().settings(), age, 0, false);
        }
        if (cause != null) {
            reclaimer.reclaim(session, session.observe(), cause);
        }
        if (!outlivesHandle(session) && session.beginReturn()) {
            session.pool().metrics().shared().closed();
            session.end();
        }
        return session.state() != Session.State.LEASED;
    }

    /** Else the driver has ended it, whatever the mode. */
    private static boolean outlivesHandle(Session session) {
        BoundPool bound = GuardedPool.boundOf(session);
        return bound == null || bound.outlivesHandle(session.entry());
    }

    /** What fails for one session, such as a rule of its pool, must not hide those behind it. */
    private void lookSafely(Session session, long now) {
        try {
            look(session, now);
        } catch (Throwable t) {
            errors.record("reaper", t);
        }
    }

    private void look(Session session, long now) {
        PoolSettings settings = session.pool().settings();
        if (settings.mode() == Mode.OFF || session.state() != Session.State.LEASED) {
            return;
        }
        long observed = session.observe();
        long idle = session.observeIdle(observed, now);
        long age = now - session.borrowedAtNanos();
        if (LeakRule.isSuspect(settings, age) && session.suspect()) {
            reports.suspected(session);
        }
        works.look(session, now);
        if (age > PINNED_NANOS) {
            session.pinHandle(null);
        }
        boolean pressure =
                LeakRule.isIdle(session, settings, idle) && isUnderPressure(session, now);
        LeakCause cause = LeakRule.cause(session, settings, age, idle, pressure);
        if (cause != null && (cause != LeakCause.REQUEST_ENDED || session.seenOver())) {
            reclaimer.reclaim(session, observed, cause);
        }
    }

    private boolean isUnderPressure(Session session, long now) {
        GuardedPool pool = GuardedPool.of(session);
        // Neighbours in the table are of one pool, as a rule.
        if (pool != lastPool) {
            lastPool = pool;
            PoolNumbers numbers = pool.numbersAt(now);
            lastPressure =
                    numbers.max() > 0
                            && (numbers.pending() > 0 || numbers.active() >= numbers.max());
        }
        return lastPressure;
    }
}
