package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** {@code jdbcwarden:type=Sessions}: who holds which connection now. */
final class SessionsBean {
    private final Parts parts;
    private final SessionRows rows;
    private final AtomicInteger peak = new AtomicInteger();

    private SessionsBean(Parts parts) {
        this.parts = parts;
        this.rows = new SessionRows(parts.transactions, parts.clock);
    }

    static OpenBean of(Parts parts) {
        SessionsBean sessions = new SessionsBean(parts);
        OpenBean bean =
                new OpenBean("The sessions: connections that are borrowed now")
                        .attribute("Active", INTEGER, "Sessions now", sessions::active)
                        .attribute(
                                "Peak",
                                INTEGER,
                                "The most at once; with several pools, the most that was seen",
                                sessions::peak)
                        .attribute(
                                "Total",
                                LONG,
                                "Sessions since the agent's start",
                                parts.pools::borrows)
                        .attribute(
                                "Sessions",
                                SessionRows.SESSIONS.table(),
                                "The sessions now",
                                sessions::table);
        operations(bean, parts);
        return bean;
    }

    private static void operations(OpenBean bean, Parts parts) {
        bean.operation(
                        "describe",
                        STRING,
                        false,
                        "Where a session was borrowed, and where its owner is now",
                        arguments -> describe(parts, id(arguments)),
                        OpenBean.parameter("id", LONG, "The session's id"))
                .operation(
                        "cancel",
                        STRING,
                        true,
                        "Cancels the statement that runs in a session",
                        arguments -> parts.reclaimer.cancel(id(arguments)),
                        OpenBean.parameter("id", LONG, "The session's id"))
                .operation(
                        "reclaim",
                        STRING,
                        true,
                        "Takes a session's connection back, whatever runs in it",
                        arguments -> parts.reclaimer.reclaim(id(arguments)),
                        OpenBean.parameter("id", LONG, "The session's id"));
    }

    private static long id(Arguments arguments) {
        long id = arguments.number(0, Long.MIN_VALUE, Long.MAX_VALUE);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "session "
                            + id
                            + " was borrowed before the agent came: it is unknown, and left alone");
        }
        return arguments.number(0, 1, Long.MAX_VALUE);
    }

    private static String describe(Parts parts, long id) {
        String text = parts.reclaimer.describe(id);
        if (text == null) {
            throw new IllegalArgumentException("no open session " + id);
        }
        return text;
    }

    private int active() {
        int active = 0;
        for (GuardedPool pool : parts.pools.all()) {
            active += pool.metrics().active();
            peak.accumulateAndGet(pool.metrics().peakActive(), Math::max);
        }
        peak.accumulateAndGet(active, Math::max);
        return active;
    }

    private int peak() {
        return Math.max(active(), peak.get());
    }

    /** Those that are open longest, the oldest first, and no more than so many. */
    static TabularData oldest(Parts parts, int most) {
        List<Session> open = new ArrayList<>();
        parts.sessions.forEachOpen(open::add);
        // Differences and not values are compared, as the clock may pass the largest number.
        open.sort((a, b) -> Long.signum(a.borrowedAtNanos() - b.borrowedAtNanos()));
        SessionRows rows = new SessionRows(parts.transactions, parts.clock);
        List<CompositeData> table = new ArrayList<>();
        for (Session session : open.subList(0, Math.min(most, open.size()))) {
            table.add(rows.row(session));
        }
        return SessionRows.SESSIONS.table(table);
    }

    private TabularData table() {
        List<CompositeData> table = new ArrayList<>();
        parts.sessions.forEachOpen(session -> table.add(rows.row(session)));
        parts.sessions.earlier().forEach(earlier -> table.add(rows.unknown(earlier)));
        return SessionRows.SESSIONS.table(table);
    }
}
