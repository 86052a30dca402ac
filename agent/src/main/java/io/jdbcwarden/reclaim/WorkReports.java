package io.jdbcwarden.reclaim;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incident;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.StackText;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.RateLimit;
import io.jdbcwarden.util.SqlQuoting;
import io.jdbcwarden.util.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reports of what sessions do too slowly, or too much of. Any thread. */
public final class WorkReports {
    private static final int LONGEST_SQL = 1000;

    /** Stacks of slow statements a second: if all are slow, looking at each would be too much. */
    private static final int MOST_STACKS = 50;

    /** Nested borrows a second of which the stack is looked at. */
    private static final int MOST_LOOKS = 10;

    private static final int MOST_SITES = 1000;
    private static final int MOST_HOLDERS = 10;

    private final Reports reports;
    private final Incidents incidents;
    private final BorrowStacks borrowStacks;
    private final RateLimit stacks;
    private final RateLimit looks;
    private final Set<String> nestedSites = ConcurrentHashMap.newKeySet();

    public WorkReports(
            Reports reports, Incidents incidents, BorrowStacks borrowStacks, Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.borrowStacks = borrowStacks;
        this.stacks = new RateLimit(MOST_STACKS, 1_000_000_000L, clock);
        this.looks = new RateLimit(MOST_LOOKS, 1_000_000_000L, clock);
    }

    /** A statement has ended that was slow; called by the thread that ran it. */
    public void slow(Session session, long nanos) {
        if (session.work().wasTold()) {
            // Counted when it was.
            return;
        }
        session.pool().metrics().slowStatement();
        if (stacks.tryAcquire()) {
            slow(session, "took", nanos, new Throwable().getStackTrace(), "executed");
        }
    }

    /** A statement still runs and is slow already. For the reaper's thread. */
    void stillRuns(Session session, long nanos) {
        session.pool().metrics().slowStatement();
        Thread handedTo = session.handedTo();
        Thread owner = handedTo == null ? session.thread() : handedTo;
        if (owner != null && stacks.tryAcquire()) {
            slow(session, "still runs after", nanos, owner.getStackTrace(), "its thread is");
        }
    }

    private void slow(
            Session session, String what, long nanos, StackTraceElement[] stack, String where) {
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try {
            String here = StackText.site(stack);
            String site =
                    here == null ? Reports.workOf(session.scope(), session.threadName()) : here;
            String message =
                    String.format(
                            Locale.ROOT,
                            "slow statement %s %.3f s: %s; %s; %s at %s",
                            what,
                            nanos / 1e9,
                            sql(session, session.work().sql()),
                            reports.describe(session),
                            where,
                            here);
            String text = where + " at:\n" + StackText.of(stack) + Reports.borrowed(session);
            reports.warn(
                    "slow-statement " + site,
                    incidents.add("slow-statement", session, site, message, text));
        } finally {
            state.leaveAgent();
        }
    }

    /**
     * A request has borrowed while it had a connection of the same pool: told once a site. Where
     * stacks are not captured, once a kind of request.
     */
    public void nested(Session session, Session held) {
        Throwable stack = session.borrowStack();
        Scope scope = session.scope();
        String work = Reports.workOf(scope, session.threadName());
        if (stack == null ? nestedSites.contains(work) : !looks.tryAcquire()) {
            return;
        }
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try {
            String site = Reports.siteOf(session);
            String message =
                    "nested borrow: the request holds session "
                            + held.id()
                            + ", borrowed at "
                            + Reports.siteOf(held)
                            + ", and borrows one more: "
                            + reports.describe(session);
            String text = Reports.borrowed(session) + first(Reports.borrowed(held));
            Incident nested = incidents.add("nested-borrow", session, site, message, text);
            if (nestedSites.size() < MOST_SITES && nestedSites.add(site)) {
                reports.warn("nested-borrow", nested);
            }
        } finally {
            state.leaveAgent();
        }
    }

    private static String first(String borrowed) {
        return borrowed.isEmpty() ? "" : "the first one was " + borrowed;
    }

    /**
     * Each connection of a pool is held by who waits for one more.
     *
     * @param refusal of the one that came last; null if nobody was refused
     */
    void deadlock(GuardedPool pool, List<Session> holders, @Nullable Throwable refusal) {
        pool.metrics().deadlock();
        String message =
                "deadlock: each of the "
                        + holders.size()
                        + " connections of pool "
                        + pool.name()
                        + " is held by who waits for one more; "
                        + (refusal == null
                                ? "nobody is refused, so they wait until the pool gives up"
                                : "the one that came last is refused: thread "
                                        + Thread.currentThread().getName());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < holders.size() && i < MOST_HOLDERS; i++) {
            Session holder = holders.get(i);
            borrowStacks.leaked(holder);
            text.append(reports.describe(holder)).append(", and waits\n");
            text.append(Reports.borrowed(holder)).append(Reports.ownerNow(holder));
        }
        String site = holders.isEmpty() ? pool.name() : Reports.siteOf(holders.get(0));
        if (refusal != null) {
            pool.metrics().borrowDenied();
            String waits = StackText.site(new Throwable().getStackTrace());
            site = waits == null ? site : waits;
        }
        reports.warn(
                "deadlock " + pool.name(),
                incidents.add("deadlock", pool.name(), site, message, text.toString()));
    }

    /** SQL of a session that may be shown. */
    public static String sql(Session session, @Nullable String sql) {
        SqlQuoting quoting = SqlQuoting.of(GuardedPool.of(session).url());
        return sql == null ? "(SQL not known)" : SqlText.withoutLiterals(sql, LONGEST_SQL, quoting);
    }
}
