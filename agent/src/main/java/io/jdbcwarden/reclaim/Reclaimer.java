package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.PoolContext;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.StackText;
import io.jdbcwarden.session.ThreadState;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a leak is acted upon, and does it: at a request's end on the request's own
 * thread, as the owner would have; else by the {@link Ladder} on a helper thread. Any thread.
 */
public final class Reclaimer {
    private static final long CANCEL_NANOS = 2_000_000_000L;

    private final SessionTable sessions;
    private final Transactions transactions;
    private final SessionStates states;
    private final Reports reports;
    private final Deadlines deadlines;
    private final Ladder ladder;

    public Reclaimer(
            SessionTable sessions,
            Transactions transactions,
            SessionStates states,
            Reports reports,
            Deadlines deadlines) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.states = states;
        this.reports = reports;
        this.deadlines = deadlines;
        this.ladder = new Ladder(deadlines, reports);
    }

    // ------------------------------------------------------------------ request end

    /** A request is over: what it left open is rolled back and closed, on the calling thread. */
    public void requestEnded(Scope scope) {
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try {
            scope.forEachOpen(this::closeLeak);
        } finally {
            state.leaveAgent();
        }
    }

    private void closeLeak(Session session) {
        if (session.calls() > 0 || !isToBeReclaimed(session, LeakCause.REQUEST_ENDED)) {
            // Another thread still works on it: the reaper cancels that first.
            return;
        }
        Object handle = session.handle();
        long observed = session.observe();
        if (handle == null || session.calls() > 0) {
            return;
        }
        if (!session.beginReclaim(observed, LeakCause.REQUEST_ENDED)) {
            return;
        }
        // Before the pool lends it on, else two would seem to have it.
        sessions.takeBack(session);
        session.pool().metrics().shared().closed();
        try {
            transactions.settle(session, (Connection) handle);
            if (states.putBack(session, (Connection) handle) != null) {
                deadlines.start(() -> ladder.climb(session, LeakCause.REQUEST_ENDED));
                return;
            }
            ((Connection) handle).close();
        } catch (Throwable t) {
            deadlines.start(() -> ladder.climb(session, LeakCause.REQUEST_ENDED));
            return;
        }
        session.end();
        session.pool().metrics().leak(LeakCause.REQUEST_ENDED);
        session.pool().metrics().reclaim(LeakCause.REQUEST_ENDED, ReclaimOutcome.RETURNED);
        reports.leak(
                session,
                LeakCause.REQUEST_ENDED,
                ReclaimOutcome.RETURNED,
                "closed at the end of its request",
                "");
        session.letGo();
    }

    // ------------------------------------------------------------------ the reaper's part

    /**
     * Reclaims a session, unless its owner was faster.
     *
     * @param observed the word on which the judgement rests; the reclaim is given up if anything
     *     happened to the session since
     */
    void reclaim(Session session, long observed, LeakCause cause) {
        if (!isToBeReclaimed(session, cause)) {
            return;
        }
        GuardedPool pool = GuardedPool.of(session);
        if (!pool.reclaims().tryAcquire()) {
            if (session.note(ReclaimOutcome.LIMITED)) {
                pool.metrics().reclaim(cause, ReclaimOutcome.LIMITED);
            }
            return;
        }
        boolean byForce = cause == LeakCause.EXPIRED || cause == LeakCause.REQUEST_ENDED;
        boolean won = byForce ? session.beginReclaim(cause) : session.beginReclaim(observed, cause);
        if (won) {
            hand(session, cause);
        }
    }

    /** The word was won: the session is over for its owner, and its connection will be soon. */
    private void hand(Session session, LeakCause cause) {
        sessions.takeBack(session);
        session.pool().metrics().shared().closed();
        deadlines.start(() -> ladder.climb(session, cause));
    }

    /** Counts a leak that is not acted upon once, and says no to it. */
    private boolean isToBeReclaimed(Session session, LeakCause cause) {
        PoolSettings settings = session.pool().settings();
        if (settings.mode() == Mode.OFF
                || session.state() != Session.State.LEASED
                || transactions.isEnlisted(session)) {
            return false;
        }
        if (isExempt(session, settings)) {
            if (session.note(ReclaimOutcome.EXEMPT)) {
                session.pool().metrics().reclaim(cause, ReclaimOutcome.EXEMPT);
            }
            return false;
        }
        if (settings.mode() == Mode.ENFORCE) {
            return true;
        }
        if (session.note(ReclaimOutcome.OBSERVED)) {
            session.pool().metrics().leak(cause);
            session.pool().metrics().reclaim(cause, ReclaimOutcome.OBSERVED);
            reports.leak(
                    session,
                    cause,
                    ReclaimOutcome.OBSERVED,
                    "mode=observe: would have been taken back",
                    Reports.ownerNow(session));
        }
        return false;
    }

    private static boolean isExempt(Session session, PoolSettings settings) {
        if (settings.exempt().isEmpty()) {
            return false;
        }
        List<String> classes = new ArrayList<>();
        Throwable stack = session.borrowStack();
        if (stack != null) {
            for (StackTraceElement frame : stack.getStackTrace()) {
                classes.add(frame.getClassName());
            }
        }
        return settings.exempt().matches(session.threadName(), classes, session.pool().name());
    }

    // ------------------------------------------------------------------ by hand

    /**
     * An operator takes a session back, whatever the mode.
     *
     * @return what was done, for people
     */
    public String reclaim(long id) {
        Session session = sessions.find(id);
        if (session == null) {
            return "no open session " + id;
        }
        if (!session.beginReclaim(LeakCause.MANUAL)) {
            return "session " + id + " is just ending by itself";
        }
        hand(session, LeakCause.MANUAL);
        return "session " + id + " is being reclaimed";
    }

    /**
     * An operator takes back the sessions of a pool that have been idle for so long, whatever the
     * mode.
     *
     * @return how many
     */
    public int reclaimIdle(PoolContext pool, long idleNanos, long nowNanos) {
        List<Session> taken = new ArrayList<>();
        sessions.forEachOpen(
                session -> {
                    long observed = session.observe();
                    if (session.pool() == pool
                            && session.idleNanos(observed, nowNanos) >= idleNanos
                            && session.beginReclaim(observed, LeakCause.MANUAL)) {
                        taken.add(session);
                    }
                });
        for (Session session : taken) {
            hand(session, LeakCause.MANUAL);
        }
        return taken.size();
    }

    /** Cancels the statement that runs in a session; says what was done. */
    public String cancel(long id) {
        Session session = sessions.find(id);
        Object running = session == null ? null : session.work().running();
        if (session == null) {
            return "no open session " + id;
        }
        if (!(running instanceof Statement)) {
            return "no statement runs in session " + id;
        }
        try {
            deadlines.call(
                    CANCEL_NANOS,
                    () -> {
                        ((Statement) running).cancel();
                        return true;
                    });
            return "cancel was sent for the statement of session " + id;
        } catch (TimeoutException | ExecutionException e) {
            return "cancel of session " + id + " failed: " + e.getMessage();
        }
    }

    /** Both stacks of a session, for people; null if there is none of this id. */
    public @Nullable String describe(long id) {
        Session session = sessions.find(id);
        if (session == null) {
            return null;
        }
        Throwable stack = session.borrowStack();
        return (stack == null
                        ? "borrow stack not captured (setting: stack)\n"
                        : "borrowed at:\n" + StackText.of(stack.getStackTrace()))
                + Reports.ownerNow(session);
    }
}
