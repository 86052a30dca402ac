package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.operate.Sizing;
import io.jdbcwarden.pool.GuardedPool;
import java.util.concurrent.TimeUnit;

/** {@code jdbcwarden:type=Pool,name=<pool>}: a pool's own numbers, and what happened in it. */
final class PoolBean {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final long LONGEST_MILLIS = 365L * 24 * 3600 * 1000;

    private PoolBean() {}

    static OpenBean of(GuardedPool pool, Parts parts) {
        OpenBean bean = new OpenBean("The connection pool " + pool.name());
        numbers(bean, pool, parts);
        counters(bean, pool.metrics());
        tables(bean, pool.metrics());
        operations(bean, pool, parts);
        return bean;
    }

    private static void numbers(OpenBean bean, GuardedPool pool, Parts parts) {
        bean.attribute("Kind", STRING, "The kind of pool", pool::kind)
                .attribute("Url", STRING, "The JDBC URL, without credentials", pool::url)
                .attribute("Region", STRING, "The label of its database", pool::region)
                .attribute(
                        "Role",
                        STRING,
                        "primary or replica, as the driver tells or the URL asks for; or empty",
                        () -> pool.role().text())
                .attribute(
                        "Profile",
                        STRING,
                        "The managed database it is, and the defaults that come with it; or empty",
                        () -> parts.pools.profile(pool))
                .attribute(
                        "Hosts",
                        HostTable.HOSTS.table(),
                        "The hosts that it was or may be connected to, and what was seen of each",
                        () -> HostTable.of(pool))
                .attribute(
                        "Active",
                        INTEGER,
                        "Connections that are borrowed, as the pool says",
                        () -> pool.numbers().active())
                .attribute(
                        "BorrowedBefore",
                        INTEGER,
                        "Of those, the ones borrowed before the agent was attached: unknown, and"
                                + " never taken back",
                        pool::borrowedBefore)
                .attribute(
                        "Idle",
                        INTEGER,
                        "Connections that wait to be borrowed, as the pool says",
                        () -> pool.numbers().idle())
                .attribute(
                        "Total",
                        INTEGER,
                        "Physical connections, as the pool says",
                        () -> pool.numbers().total())
                .attribute(
                        "Pending",
                        INTEGER,
                        "Threads that wait for a connection, as the pool says",
                        () -> pool.numbers().pending())
                .attribute(
                        "Max",
                        INTEGER,
                        "The most connections the pool may have",
                        () -> pool.numbers().max())
                .attribute(
                        "Utilization",
                        DOUBLE,
                        "The share of the most connections that is borrowed, from 0 to 1",
                        () -> pool.numbers().utilization())
                .attribute(
                        "PeakActive",
                        INTEGER,
                        "The most sessions that were ever open at once",
                        () -> pool.metrics().peakActive());
    }

    private static void counters(OpenBean bean, PoolMetrics metrics) {
        bean.attribute("Borrows", LONG, "Connections that were borrowed", metrics::borrows)
                .attribute("Returns", LONG, "Connections the owner gave back", metrics::returns)
                .attribute(
                        "BorrowFailures",
                        LONG,
                        "Borrows that failed, other than by a time-out",
                        metrics::borrowFailures)
                .attribute(
                        "BorrowTimeouts",
                        LONG,
                        "Borrows that waited for their whole time in vain",
                        metrics::borrowTimeouts)
                .attribute(
                        "BorrowDenied",
                        LONG,
                        "Borrows that the setting require, a quota, or a deadlock to come refused",
                        metrics::borrowsDenied)
                .attribute(
                        "SuspectedLeaks",
                        LONG,
                        "Sessions that were reported for being held long",
                        metrics::suspectedLeaks)
                .attribute(
                        "RecoveredLeaks",
                        LONG,
                        "Suspected leaks that were returned after all",
                        metrics::recoveredLeaks)
                .attribute(
                        "DirtyReturns",
                        LONG,
                        "Connections that came back with a transaction open",
                        metrics::dirtyReturns)
                .attribute(
                        "StateResets",
                        LONG,
                        "Connections that came back with session state changed, which was put"
                                + " back",
                        metrics::stateResets)
                .attribute(
                        "NestedBorrows",
                        LONG,
                        "Borrows of a request that already had a connection",
                        metrics::nestedBorrows)
                .attribute(
                        "Deadlocks",
                        LONG,
                        "Times that all who had a connection waited for one more",
                        metrics::deadlocks)
                .attribute(
                        "SlowStatements",
                        LONG,
                        "Statements that took as long as slow-statement says, or longer",
                        metrics::slowStatements)
                .attribute("Statements", LONG, "Statements that were run", metrics::statements)
                .attribute(
                        "StatementErrors",
                        LONG,
                        "Statements that failed",
                        metrics::statementErrors);
    }

    private static void tables(OpenBean bean, PoolMetrics metrics) {
        bean.attribute(
                        "Leaks",
                        PoolTables.LEAKS.table(),
                        "Sessions that leaked, by cause",
                        () -> PoolTables.leaks(metrics))
                .attribute(
                        "Reclaims",
                        PoolTables.RECLAIMS.table(),
                        "Leaked sessions, by cause and what was done about them",
                        () -> PoolTables.reclaims(metrics))
                .attribute(
                        "Violations",
                        PoolTables.VIOLATIONS.table(),
                        "Uses of a session by somebody who does not own it, by kind",
                        () -> PoolTables.violations(metrics))
                .attribute(
                        "StatementErrorsByClass",
                        PoolTables.ERRORS.table(),
                        "Statements that failed, by the class of their SQLState",
                        () -> PoolTables.errors(metrics))
                .attribute(
                        "BorrowWait",
                        PoolTables.DURATIONS.row(),
                        "How long borrows waited for the pool, in seconds",
                        () -> PoolTables.durations(metrics.borrowWait()))
                .attribute(
                        "LeaseTime",
                        PoolTables.DURATIONS.row(),
                        "How long connections were out, in seconds",
                        () -> PoolTables.durations(metrics.lease()))
                .attribute(
                        "StatementTime",
                        PoolTables.DURATIONS.row(),
                        "How long statements ran, in seconds",
                        () -> PoolTables.durations(metrics.statement()));
    }

    private static void operations(OpenBean bean, GuardedPool pool, Parts parts) {
        bean.operation(
                        "resize",
                        STRING,
                        true,
                        "Changes the pool's size while it runs; it is lost at a restart",
                        arguments -> {
                            int min = (int) arguments.number(0, 0, MOST_CONNECTIONS);
                            int max = (int) arguments.number(1, Math.max(1, min), MOST_CONNECTIONS);
                            return resize(pool, min, max);
                        },
                        OpenBean.parameter("min", INTEGER, "Idle connections to keep"),
                        OpenBean.parameter("max", INTEGER, "The most connections"))
                .operation(
                        "reclaimIdle",
                        INTEGER,
                        true,
                        "Takes back each session in which no JDBC call ran for so long; says how"
                                + " many",
                        arguments ->
                                parts.reclaimer.reclaimIdle(
                                        pool,
                                        TimeUnit.MILLISECONDS.toNanos(
                                                arguments.number(0, 0, LONGEST_MILLIS)),
                                        parts.clock.nanos()),
                        OpenBean.parameter("millis", LONG, "The idle time, in milliseconds"));
    }

    private static String resize(GuardedPool pool, int min, int max) {
        try {
            Sizing.resize(pool, min, max);
        } catch (Throwable t) {
            throw new IllegalStateException(
                    "pool " + pool.name() + " cannot be resized: " + t.getMessage(), t);
        }
        return "pool " + pool.name() + ": " + pool.numbers();
    }
}
