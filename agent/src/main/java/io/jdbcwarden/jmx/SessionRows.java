package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.BOOLEAN;
import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.EarlierSessions;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionWork;
import io.jdbcwarden.session.StackText;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.SqlQuoting;
import io.jdbcwarden.util.SqlText;
import java.sql.Connection;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** The table of sessions, a row for each. Reads a session without disturbing it. */
final class SessionRows {
    static final Columns SESSIONS =
            Columns.of("Sessions", "Connections that are borrowed now")
                    .column("id", LONG, "The session's id")
                    .column("pool", STRING, "The pool it was borrowed from")
                    .column("requestId", STRING, "The request that borrowed it")
                    .column("user", STRING, "The user of that request")
                    .column("tags", STRING, "More tags of that request")
                    .column("threadId", LONG, "The thread that borrowed it")
                    .column("threadName", STRING, "That thread's name")
                    .column("scope", STRING, "What was called; empty outside any request")
                    .column("createdAt", DATE, "When it was borrowed")
                    .column("ageMillis", LONG, "How long ago that was")
                    .column("idleMillis", LONG, "How long no call has run, to about a second")
                    .column(
                            "state",
                            STRING,
                            "LEASED, RETURNING or RECLAIMING; UNKNOWN: borrowed before the agent came")
                    .column("statements", INTEGER, "Statements that were run")
                    .column("sqlMillis", DOUBLE, "The time they took")
                    .column("currentSql", STRING, "What runs now, without literals")
                    .column("transaction", BOOLEAN, "Whether a transaction is open")
                    .column("borrowedAt", STRING, "The line that borrowed it, if captured")
                    .column("physical", STRING, "The driver's connection")
                    .column("batches", INTEGER, "Batches that were run")
                    .column("rows", LONG, "Rows that were read, or changed")
                    .column("errors", INTEGER, "Statements that failed")
                    .column(
                            "idleInTransactionMillis",
                            DOUBLE,
                            "Time in a transaction between calls")
                    .column("statementMillis", DOUBLE, "How long the current statement has run")
                    .column("slowestMillis", DOUBLE, "How long the slowest statement took")
                    .column("slowestSql", STRING, "What that was, without literals")
                    .column("transactionState", STRING, "NONE, ACTIVE while a statement runs, IDLE")
                    .column("isolation", STRING, "What the session has set; empty if nothing")
                    .key(1);

    private static final SessionWork NOTHING = new SessionWork();
    private static final int LONGEST_SQL = 2000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Transactions transactions;
    private final Clock clock;

    SessionRows(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    CompositeData row(Session session) {
        long now = clock.nanos();
        long age = millis(now - session.borrowedAtNanos());
        long idle = millis(session.idleNanos(session.observe(), now));
        Scope scope = session.scope();
        Thread thread = session.thread();
        SessionWork done = session.workDone();
        SessionWork work = done == null ? NOTHING : done;
        boolean running = work.running() != null;
        boolean open = transactions.isOpen(session);
        return SESSIONS.row(
                session.id(),
                session.pool().name(),
                session.tags().requestId(),
                session.tags().user(),
                tags(session.tags().more()),
                thread == null ? 0 : thread.getId(),
                session.threadName(),
                scope == null ? "" : scope.entry(),
                Dates.at(clock.millis() - age),
                age,
                Math.min(age, idle),
                session.state().name(),
                work.statements(),
                work.nanos() / NANOS_PER_MILLI,
                running ? sql(session, work.sql()) : null,
                open,
                borrowedAt(session),
                physical(session),
                work.batches(),
                work.rows(),
                work.errors(),
                work.idleInTransactionNanos(open && session.calls() == 0, now) / NANOS_PER_MILLI,
                running ? (now - work.runningSinceNanos()) / NANOS_PER_MILLI : 0.0,
                work.slowestNanos() / NANOS_PER_MILLI,
                sql(session, work.slowestSql()),
                !open ? "NONE" : running ? "ACTIVE" : "IDLE",
                isolation(work.isolation()));
    }

    private static String isolation(int level) {
        switch (level) {
            case Connection.TRANSACTION_NONE:
                return "NONE";
            case Connection.TRANSACTION_READ_UNCOMMITTED:
                return "READ_UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED:
                return "READ_COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ:
                return "REPEATABLE_READ";
            case Connection.TRANSACTION_SERIALIZABLE:
                return "SERIALIZABLE";
            default:
                return level < 0 ? "" : String.valueOf(level);
        }
    }

    /** Of one that was borrowed before the agent came: only its uses are known. */
    CompositeData unknown(EarlierSessions.Earlier session) {
        long now = clock.nanos();
        return SESSIONS.row(
                session.id(),
                session.pool().name(),
                null,
                null,
                "",
                session.threadId(),
                session.threadName(),
                "",
                null,
                millis(now - session.firstUseNanos()),
                millis(now - session.lastUseNanos()),
                "UNKNOWN",
                0,
                0.0,
                null,
                null,
                "before the agent came",
                null,
                0,
                0L,
                0,
                0.0,
                0.0,
                0.0,
                null,
                null,
                null);
    }

    private static long millis(long nanos) {
        return Math.max(0, (long) (nanos / NANOS_PER_MILLI));
    }

    private static String tags(Map<String, String> tags) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            text.append(text.length() == 0 ? "" : ", ");
            text.append(tag.getKey()).append('=').append(tag.getValue());
        }
        return text.toString();
    }

    private static @Nullable String sql(Session session, @Nullable String sql) {
        SqlQuoting quoting = SqlQuoting.of(GuardedPool.of(session).url());
        return sql == null ? null : SqlText.withoutLiterals(sql, LONGEST_SQL, quoting);
    }

    private static @Nullable String borrowedAt(Session session) {
        Throwable stack = session.borrowStack();
        return stack == null ? null : String.valueOf(StackText.site(stack.getStackTrace()));
    }

    /** Never its own text: that may call the driver, and hold the URL with its password. */
    private static @Nullable String physical(Session session) {
        BoundPool bound = GuardedPool.boundOf(session);
        try {
            Object physical = bound == null ? null : bound.physical(session.entry());
            return physical == null
                    ? null
                    : physical.getClass().getSimpleName()
                            + "@"
                            + Integer.toHexString(System.identityHashCode(physical));
        } catch (Throwable t) {
            return null;
        }
    }
}
