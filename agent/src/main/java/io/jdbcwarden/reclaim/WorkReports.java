package io.jdbcwarden.reclaim;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.StackText;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.RateLimit;
import io.jdbcwarden.util.SqlQuoting;
import io.jdbcwarden.util.SqlText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reports of what sessions do too slowly, or too much of. Any thread. */
public final class WorkReports {
    private static final int LONGEST_SQL = 1000;

    /** Stacks of slow statements a second: if all are slow, looking at each would be too much. */
    private static final int MOST_STACKS = 50;

    private final Reports reports;
    private final Incidents incidents;
    private final RateLimit stacks;

    public WorkReports(Reports reports, Incidents incidents, Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.stacks = new RateLimit(MOST_STACKS, 1_000_000_000L, clock);
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
        slow(session, "still runs after", nanos, owner.getStackTrace(), "its thread is");
    }

    private void slow(
            Session session, String what, long nanos, StackTraceElement[] stack, String where) {
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try {
            String here = StackText.site(stack);
            String site = here == null ? Reports.workOf(session.scope(), session.thread()) : here;
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
            incidents.add("slow-statement", session, site, message, text);
            reports.warn("slow-statement " + site, message, text);
        } finally {
            state.leaveAgent();
        }
    }

    /** SQL of a session that may be shown. */
    public static String sql(Session session, @Nullable String sql) {
        SqlQuoting quoting = SqlQuoting.of(((GuardedPool) session.pool()).url());
        return sql == null ? "(SQL not known)" : SqlText.withoutLiterals(sql, LONGEST_SQL, quoting);
    }
}
