package io.jdbcwarden.reclaim;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes a connection away from an owner that may still be alive: the safe sequence.
 *
 * <p>The session is fenced already (its word was won): the owner's calls are refused. Then the
 * running statement is cancelled, because an abort alone leaves the server working; the record is
 * evicted, never returned, because the next borrower must not meet the old one's work; the physical
 * connection is aborted, because closing it may block; waiters are woken; and the slot is seen to
 * be free. No lock is held, and each step has its deadline.
 */
final class Ladder {
    private static final long CANCEL_NANOS = 1_000_000_000L;
    private static final long STEP_NANOS = 2_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000L;

    private final Deadlines deadlines;
    private final Reports reports;

    Ladder(Deadlines deadlines, Reports reports) {
        this.deadlines = deadlines;
        this.reports = reports;
    }

    /** Reclaims a session whose word was won with {@code beginReclaim}. Blocks; never throws. */
    void climb(Session session, LeakCause cause) {
        ThreadState.current().enterAgent();
        // Of a lost handle the owner knows nothing any more: where it is now says nothing.
        String ownerStack = cause == LeakCause.UNREACHABLE ? "" : Reports.ownerNow(session);
        ReclaimOutcome outcome = ReclaimOutcome.FAILED;
        String detail = "the connection could not be taken out of the pool";
        try {
            boolean stopped = cancelRunning(session);
            if (evict(session)) {
                outcome = ReclaimOutcome.EVICTED;
                detail = stopped ? "evicted" : "evicted while its statement still ran";
            }
        } catch (Throwable t) {
            detail = "evicting failed: " + t;
        } finally {
            session.end();
            ThreadState.current().leaveAgent();
        }
        session.pool().metrics().leak(cause);
        session.pool().metrics().reclaim(cause, outcome);
        reports.leak(session, cause, outcome, detail, ownerStack);
        if (outcome == ReclaimOutcome.FAILED) {
            reports.alarm(session, "a pool slot is lost: " + detail);
        }
        session.letGo();
    }

    /**
     * Takes a connection out of its pool that its owner has just given back, and which must not be
     * lent again. Blocks; never throws.
     */
    void discard(Session session) {
        ThreadState.current().enterAgent();
        String problem = "the connection could not be taken out of the pool";
        try {
            if (evict(session)) {
                problem = "";
            }
        } catch (Throwable t) {
            problem = "evicting failed: " + t;
        } finally {
            session.end();
            ThreadState.current().leaveAgent();
        }
        if (!problem.isEmpty()) {
            reports.alarm(session, "a pool slot is lost: " + problem);
        }
        session.letGo();
    }

    /** Cancels the statement that runs; true if nothing runs any more. */
    private boolean cancelRunning(Session session) {
        Object running = session.work().running();
        if (session.calls() == 0) {
            return true;
        }
        if (running instanceof Statement) {
            Statement statement = (Statement) running;
            step(
                    session,
                    "cancel",
                    CANCEL_NANOS,
                    () -> {
                        statement.cancel();
                        return true;
                    });
        }
        long end = System.nanoTime() + session.pool().settings().reclaimGraceNanos();
        while (session.calls() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return session.calls() == 0;
    }

    private boolean evict(Session session) throws Throwable {
        GuardedPool pool = GuardedPool.of(session);
        BoundPool bound = pool.bound();
        Object source = pool.dataSource();
        if (bound == null || source == null) {
            return true;
        }
        Object entry = session.entry();
        Connection physical = bound.physical(entry);
        step(
                session,
                "evict",
                STEP_NANOS,
                () -> {
                    quietly(() -> bound.evict(source, entry, "(reclaimed by jdbc-warden)"));
                    return true;
                });
        if (physical != null) {
            step(
                    session,
                    "abort",
                    STEP_NANOS,
                    () -> {
                        abort(physical);
                        return true;
                    });
        }
        step(
                session,
                "wake waiters",
                STEP_NANOS,
                () -> {
                    quietly(() -> bound.wakeWaiters(source));
                    return true;
                });
        return isGone(bound, source, entry);
    }

    /** Some drivers complain if the pool has closed it by now. */
    private static void abort(Connection physical) throws SQLException {
        try {
            physical.abort(Runnable::run);
        } catch (SQLException e) {
            if (!physical.isClosed()) {
                throw e;
            }
        }
    }

    private static boolean isGone(BoundPool bound, Object source, Object entry) throws Throwable {
        long end = System.nanoTime() + STEP_NANOS;
        while (!bound.isGone(source, entry)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private void step(Session session, String name, long nanos, Callable<Boolean> work) {
        try {
            deadlines.call(
                    nanos,
                    () -> {
                        ThreadState.current().enterAgent();
                        try {
                            return work.call();
                        } finally {
                            ThreadState.current().leaveAgent();
                        }
                    });
        } catch (TimeoutException e) {
            reports.alarm(
                    session, "reclaim step '" + name + "' hangs in the driver: " + e.getMessage());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            reports.alarm(session, "reclaim step '" + name + "' failed: " + cause);
        }
    }

    private interface Step {
        void run() throws Throwable;
    }

    private static void quietly(Step step) throws Exception {
        try {
            step.run();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
