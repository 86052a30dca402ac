package io.jdbcwarden.operate;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Many sessions at once through a pool's own data source, each a request of its own, to see on the
 * running application that they stay apart: each finds its own tags on its session, and no physical
 * connection is in two hands.
 */
public final class LoadTest {
    /** Most sessions at once. */
    public static final int MOST_SESSIONS = 1000;

    /** The longest time, in seconds. */
    public static final int LONGEST_SECONDS = 300;

    private static final long STOPPING_MILLIS = 2_000;

    private final Pools pools;
    private final SessionTable sessions;
    private final Reclaimer reclaimer;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable LoadTestRun current;
    private volatile @Nullable Thread background;
    private volatile @Nullable String failure;

    public LoadTest(Pools pools, SessionTable sessions, Reclaimer reclaimer, Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.reclaimer = reclaimer;
        this.clock = clock;
    }

    /**
     * Runs it: all sessions start at once, each borrows, asks the database, checks and closes.
     *
     * @param pool the pool's name
     * @param count how many sessions, from 1 to {@link #MOST_SESSIONS}
     * @param users how many users they belong to, from 1 to {@code count}
     * @param seconds what is not done after so long has failed; from 1 to {@link #LONGEST_SECONDS}
     * @throws IllegalArgumentException if there is no such pool, it is not guarded, or a number is
     *     out of bounds
     * @throws IllegalStateException if one is running already
     * @throws InterruptedException if the caller is interrupted; the test is then stopped
     */
    public LoadTestResult run(String pool, int count, int users, int seconds)
            throws InterruptedException {
        LoadTestRun run = begin(pool, count, users, seconds);
        try {
            return run(run, count, users, seconds);
        } finally {
            end(run);
        }
    }

    /**
     * Runs it as {@link #run} does, but does not wait for it: {@link #progress} tells.
     *
     * @throws IllegalArgumentException as {@link #run}
     * @throws IllegalStateException as {@link #run}
     */
    public void start(String pool, int count, int users, int seconds) {
        LoadTestRun run = begin(pool, count, users, seconds);
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                run(run, count, users, seconds);
                            } catch (InterruptedException e) {
                                failure = "stopped";
                            } catch (Throwable t) {
                                failure = String.valueOf(t);
                            } finally {
                                background = null;
                                end(run);
                            }
                        },
                        "jdbc-warden-load-test",
                        0);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        background = thread;
        try {
            thread.start();
        } catch (Throwable t) {
            background = null;
            end(run);
            throw t;
        }
    }

    /**
     * Ends the one that {@link #start} began; sessions that are not done have failed.
     *
     * @throws IllegalStateException if none runs
     */
    public void stop() {
        Thread thread = background;
        if (thread == null) {
            throw new IllegalStateException("no load test is running");
        }
        thread.interrupt();
    }

    /** How far the one that runs is, or what came of the last one; null if there was none. */
    public @Nullable LoadTestProgress progress() {
        LoadTestRun run = current;
        return run == null ? null : run.progress(failure);
    }

    private LoadTestRun begin(String pool, int count, int users, int seconds) {
        bounds("sessions", count, MOST_SESSIONS);
        bounds("users", users, count);
        bounds("seconds", seconds, LONGEST_SECONDS);
        GuardedPool guarded = PoolAccess.pool(pools, pool);
        if (guarded.settings().mode() == Mode.OFF) {
            throw new IllegalArgumentException(
                    "pool " + pool + " has mode=off: there are no sessions to test");
        }
        DataSource dataSource = PoolAccess.dataSource(guarded);
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a load test is already running");
        }
        LoadTestRun run = new LoadTestRun(guarded, dataSource, count, sessions, reclaimer, clock);
        failure = null;
        current = run;
        return run;
    }

    private void end(LoadTestRun run) {
        run.finish();
        running.set(false);
    }

    private LoadTestResult run(LoadTestRun run, int count, int users, int seconds)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            int number = n;
            Thread thread =
                    new Thread(
                            null,
                            () -> run.session(number, (number - 1) % users + 1),
                            "jdbc-warden-load-test-" + n,
                            0);
            thread.setDaemon(true);
            // Drivers and pools look for their services through it.
            thread.setContextClassLoader(run.loader());
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.start();
            }
            run.go();
            join(threads, clock.nanos() + TimeUnit.SECONDS.toNanos(seconds));
        } finally {
            run.stop();
            for (Thread thread : threads) {
                thread.interrupt();
            }
        }
        join(threads, clock.nanos() + TimeUnit.MILLISECONDS.toNanos(STOPPING_MILLIS));
        run.finish();
        return run.result();
    }

    private void join(List<Thread> threads, long untilNanos) throws InterruptedException {
        for (Thread thread : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(untilNanos - clock.nanos());
            if (left <= 0) {
                return;
            }
            thread.join(left);
        }
    }

    private static void bounds(String what, int given, int most) {
        if (given < 1 || given > most) {
            throw new IllegalArgumentException(
                    what + " must be from 1 to " + most + ", not " + given);
        }
    }
}
