package io.jdbcwarden.reclaim;

import io.jdbcwarden.breaker.BreakerState;
import io.jdbcwarden.config.StackMode;
import io.jdbcwarden.log.WardenLog;
import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.PoolListener;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.rule.Refusals;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incident;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.StackText;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts what happened, keeps it as an incident, and writes the log line from which a developer
 * finds the leak. Of each kind {@value #LINES_A_MINUTE} a minute are logged, and leaks of one site
 * once with their stacks; counters and incidents have no limit.
 */
public final class Reports implements PoolListener {
    private static final int LINES_A_MINUTE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final StackTraceElement[] NO_FRAMES = {};

    private final Pools pools;
    private final Incidents incidents;
    private final BorrowStacks stacks;
    private final Clock clock;
    private final LogLimit lines;
    private final RepeatedLeaks repeated;

    public Reports(Pools pools, Incidents incidents, BorrowStacks stacks, Clock clock) {
        this.pools = pools;
        this.incidents = incidents;
        this.stacks = stacks;
        this.clock = clock;
        this.lines = new LogLimit(LINES_A_MINUTE, clock);
        this.repeated = new RepeatedLeaks(clock);
    }

    @Override
    public void opened(GuardedPool pool) {}

    @Override
    public void closed(GuardedPool pool) {}

    @Override
    public void breakerMoved(String pool, BreakerState from, BreakerState to) {
        GuardedPool known = pools.named(pool);
        String message =
                "circuit breaker of pool "
                        + pool
                        + (known == null ? "" : ", region " + known.region())
                        + ": "
                        + from
                        + " to "
                        + to;
        incidents.add("breaker", pool, from + " to " + to, message, "");
        if (to == BreakerState.OPEN) {
            LOG.warn("{}, its database cannot be reached; borrows fail at once", message);
        } else {
            LOG.info("{}", message);
        }
    }

    /** A pool is served by another host than before. */
    void moved(GuardedPool pool, HostHistory from, HostHistory to) {
        String role = to.role().text();
        String message =
                "pool "
                        + pool.name()
                        + " is served by "
                        + to.address()
                        + " now (region "
                        + pool.regionOf(to)
                        + (role.isEmpty() ? "" : ", " + role)
                        + "), before by "
                        + from.address()
                        + " (region "
                        + pool.regionOf(from)
                        + ")";
        incidents.add("failover", pool.name(), from.address() + " to " + to.address(), message, "");
        LOG.warn("failover: {}", message);
    }

    /** A borrow was, or in mode observe would have been, denied. */
    public void denied(GuardedPool pool, Throwable refusal) {
        pool.metrics().borrowDenied();
        String message = String.valueOf(refusal.getMessage());
        String work = workOf(ThreadState.current().scope(), Thread.currentThread().getName());
        warn("denied", incidents.add("denied", pool.name(), work, message, ""));
    }

    /** A session was used by somebody it does not belong to. */
    public void violation(
            Session session, ViolationKind kind, @Nullable Scope user, boolean blocked) {
        session.pool().metrics().violation(kind);
        String message =
                (blocked ? "blocked: " : "let pass: ")
                        + Refusals.violationText(session, kind, user, Thread.currentThread());
        StackTraceElement[] here = new Throwable().getStackTrace();
        String stack = "used at:\n" + StackText.of(here) + borrowed(session);
        String site = kind + " at " + StackText.site(here);
        Incident violation = incidents.add("violation", session, site, message, stack);
        warn("violation", violation, "violation, " + message, stack);
    }

    /** Connections of no known pool are kept by the application from one request to the next. */
    public void keepsConnections(GuardedPool pool) {
        LOG.info(
                "connections of {} are used by one request after the other, so the application has"
                        + " a pool of its own: they are let alone",
                pool.name());
    }

    /** A handle was used after its owner closed it. */
    public void usedAfterClose(GuardedPool pool) {
        pool.metrics().violation(ViolationKind.AFTER_CLOSE);
        Thread thread = Thread.currentThread();
        incidents.add(
                "violation",
                pool.name(),
                "AFTER_CLOSE in " + workOf(ThreadState.current().scope(), thread.getName()),
                "thread "
                        + thread.getName()
                        + " used a connection after it was closed (AFTER_CLOSE)",
                "");
    }

    /** The pool of a handle, also of a closed one; null if it is not known. A search. */
    public @Nullable GuardedPool poolOf(Object handle) {
        for (GuardedPool pool : pools.all()) {
            BoundPool bound = pool.bound();
            Object source = pool.dataSource();
            if (bound != null && source != null && isFrom(bound, handle, source)) {
                return pool;
            }
        }
        return null;
    }

    /**
     * The pool of a closed handle that may have forgotten it: that of its kind which is known
     * longest.
     */
    public @Nullable GuardedPool likelyPoolOf(Object handle) {
        GuardedPool exact = poolOf(handle);
        return exact == null ? pools.firstLike(handle) : exact;
    }

    private static boolean isFrom(BoundPool bound, Object handle, Object source) {
        try {
            return bound.isFrom(handle, source);
        } catch (Throwable t) {
            // A handle of another pool, which has other members.
            return false;
        }
    }

    /** A transaction was left open at the return. */
    void dirtyReturn(Session session, boolean rolledBack) {
        session.pool().metrics().dirtyReturn();
        String message =
                "transaction left open at return, "
                        + (rolledBack ? "rolled back: " : "left as it is: ")
                        + describe(session);
        warn("dirty-return", add("dirty-return", session, message, borrowed(session)));
    }

    /**
     * The state of a connection was changed by its session.
     *
     * @param done what became of it, for people
     * @param isPlain whether that is what always happens, and nobody has to know
     */
    void stateChanged(Session session, String done, boolean isPlain) {
        session.pool().metrics().stateReset();
        String message = "session state changed (" + session.changes() + "), " + done + ": ";
        if (isPlain) {
            LOG.debug("{}{}", message, LOG.isDebugEnabled() ? describe(session) : "");
            return;
        }
        String text = message + describe(session);
        warnInALine(add("state-changed", session, text, borrowed(session)));
    }

    /** A transaction was prepared for a commit in two phases, and is left to its coordinator. */
    void preparedTransaction(Session session) {
        String message = "a prepared transaction is left as it is: " + describe(session);
        warnInALine(add("prepared-transaction", session, message, borrowed(session)));
    }

    /** Session state could not be put back: the connection is dropped. */
    void stateResetFailed(Session session, Exception failure) {
        String message =
                "session state could not be put back ("
                        + session.changes()
                        + "; "
                        + kind(failure)
                        + "), the connection is evicted: "
                        + describe(session);
        warnInALine(add("state-reset-failed", session, message, borrowed(session)));
    }

    /** The database could not be told whose request a connection works for. */
    void tellingFailed(Session session, Exception failure) {
        String message =
                "the database could not be told of the request ("
                        + kind(failure)
                        + "): "
                        + describe(session);
        warnInALine(add("tag-failed", session, message, ""));
    }

    /** Without the database's own text, which may quote what is secret. */
    private static String kind(Exception failure) {
        if (!(failure instanceof SQLException)) {
            return failure.getClass().getName();
        }
        SQLException sql = (SQLException) failure;
        return sql.getSQLState() == null && sql.getErrorCode() == 0
                ? String.valueOf(sql.getMessage())
                : "SQLState " + sql.getSQLState() + ", error " + sql.getErrorCode();
    }

    /** The rollback of a transaction left open failed; the pool drops broken connections. */
    public void rollbackFailed(Session session, Exception failure) {
        String message = "rollback at return failed (" + failure + "): " + describe(session);
        warnInALine(add("rollback-failed", session, message, borrowed(session)));
    }

    /** A session is held long. */
    void suspected(Session session) {
        session.pool().metrics().suspectedLeak();
        String stack = borrowed(session) + ownerNow(session);
        String message = "suspected leak: " + describe(session);
        warn("suspect", add("suspect", session, message, stack));
    }

    /** A session that was reported as held long was returned after all. */
    public void recovered(Session session) {
        session.pool().metrics().recoveredLeak();
        String message = "recovered, the suspected leak was returned: " + describe(session);
        Incident recovered = add("recovered", session, message, "");
        if (lines.tryAcquire("recovered") >= 0) {
            log(LOG.atInfo(), recovered, message, "");
        }
    }

    /**
     * A leak was found, and this became of it.
     *
     * @param ownerStack where the owner was when it was found, or empty
     */
    void leak(
            Session session,
            LeakCause cause,
            ReclaimOutcome outcome,
            String detail,
            String ownerStack) {
        stacks.leaked(session);
        String message = "leak " + cause + ": " + describe(session) + "; " + detail;
        String stack = borrowed(session) + ownerStack;
        String site = cause + " " + siteOf(session);
        Incident leak = incidents.add("leak", session, site, message, stack);
        Scope scope = session.scope();
        if (repeated.isFirst(leak)) {
            warn(scope == null ? cause.name() : cause + " " + scope.entry(), leak);
        } else {
            log(LOG.atDebug(), leak, message, "");
        }
    }

    /** Writes what is to be told from time to time: about once a second, on one thread. */
    public void tick(long nowNanos) {
        for (RepeatedLeaks.Line line : repeated.due(nowNanos)) {
            log(LOG.atWarn(), line.last(), line.message(), "");
        }
    }

    /** Something that needs a person: a slot that did not come back, a driver that hangs. */
    void alarm(Session session, String message) {
        String site = siteOf(session) + ": " + message;
        Incident alarm = incidents.add("alarm", session, site, message, "");
        log(LOG.atError(), alarm, message + ": " + describe(session), "");
    }

    /**
     * Where in the application a session was borrowed; the kind of work, if that was not captured.
     */
    static String siteOf(Session session) {
        Throwable stack = session.borrowStack();
        String site = stack == null ? null : StackText.site(stack.getStackTrace());
        return site == null ? workOf(session.scope(), session.threadName()) : site;
    }

    /** The kind of request; the kind of thread outside of requests. */
    static String workOf(@Nullable Scope scope, String threadName) {
        return scope == null ? StackText.threadGroup(threadName) : scope.entry();
    }

    /** Who holds it, what, how long, and where it was borrowed: one line. */
    String describe(Session session) {
        StringBuilder text = new StringBuilder(200);
        text.append("pool ").append(session.pool().name());
        text.append(", session ").append(session.id()).append(", ").append(session.tags());
        Scope scope = session.scope();
        if (scope != null) {
            text.append(" (").append(scope.entry()).append(')');
        }
        text.append(", thread ").append(session.threadName());
        double seconds = (clock.nanos() - session.borrowedAtNanos()) / 1e9;
        text.append(String.format(Locale.ROOT, ", held %.3f s", seconds));
        int statements = session.work().statements();
        text.append(", ").append(statements);
        text.append(statements == 1 ? " statement" : " statements");
        Throwable borrowedAt = session.borrowStack();
        String site = borrowedAt == null ? null : StackText.site(borrowedAt.getStackTrace());
        text.append(", borrowed at ").append(site == null ? notCaptured(session) : site);
        return text.toString();
    }

    /** Work that has leaked once is captured from then on, unless the setting forbids it. */
    private static String notCaptured(Session session) {
        return session.pool().settings().stack() == StackMode.NEVER
                ? "(no stack captured: stack=never)"
                : "(no stack captured yet)";
    }

    static String borrowed(Session session) {
        Throwable stack = session.borrowStack();
        return stack == null ? "" : "borrowed at:\n" + StackText.of(stack.getStackTrace());
    }

    /** Where the owner's thread is now. */
    static String ownerNow(Session session) {
        Thread owner = session.thread();
        StackTraceElement[] stack = owner == null ? NO_FRAMES : owner.getStackTrace();
        return stack.length == 0
                ? "owner thread has ended\n"
                : "owner now at:\n" + StackText.of(stack);
    }

    private Incident add(String kind, Session session, String message, String stack) {
        return incidents.add(kind, session, siteOf(session), message, stack);
    }

    /** Logs it with its stacks, unless there were too many like it within a minute. */
    void warn(String limit, Incident incident) {
        warn(limit, incident, incident.message(), incident.stack());
    }

    private void warnInALine(Incident incident) {
        warn(incident.kind(), incident, incident.message(), "");
    }

    private void warn(String limit, Incident incident, String message, String stack) {
        long missing = lines.tryAcquire(limit);
        if (missing >= 0) {
            String more = missing == 0 ? "" : " (" + missing + " reports like this one not logged)";
            log(LOG.atWarn(), incident, message + more, stack);
        }
    }

    /** Whoever reads the log as JSON gets who and where as fields. */
    private static void log(
            LoggingEventBuilder line, Incident incident, String message, String stack) {
        line.addKeyValue("kind", incident.kind())
                .addKeyValue("pool", incident.pool())
                .addKeyValue("session", incident.session() == 0 ? null : incident.session())
                .addKeyValue("requestId", incident.requestId())
                .addKeyValue("user", incident.user())
                .addKeyValue("thread", incident.thread())
                .addKeyValue("site", incident.site())
                .addKeyValue("count", incident.count())
                .addKeyValue(WardenLog.STACK, stack.isEmpty() ? null : stack)
                .log(message);
    }
}
