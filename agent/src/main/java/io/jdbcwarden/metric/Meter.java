package io.jdbcwarden.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Everything that is measured, as Prometheus sees it: the one list of names, labels and meanings.
 * No label's value is a request, a user or SQL: there would be no end of them.
 */
public enum Meter {
    POOL_CONNECTIONS(
            Type.GAUGE,
            "jdbc_warden_pool_connections",
            "Connections of a pool, as the pool itself says.",
            "pool",
            "kind",
            "region",
            "state"),
    BORROWS(
            Type.COUNTER,
            "jdbc_warden_borrows_total",
            "Borrows of connections, by what came of them.",
            "pool",
            "result"),
    BORROW_WAIT(
            Type.HISTOGRAM,
            "jdbc_warden_borrow_wait_seconds",
            "How long borrows waited for the pool.",
            "pool"),
    LEASE(Type.HISTOGRAM, "jdbc_warden_lease_seconds", "How long connections were out.", "pool"),
    STATEMENT(Type.HISTOGRAM, "jdbc_warden_statement_seconds", "How long statements ran.", "pool"),
    LEAKS(
            Type.COUNTER,
            "jdbc_warden_leaks_total",
            "Sessions that leaked, by the cause.",
            "pool",
            "cause"),
    RECLAIMS(
            Type.COUNTER,
            "jdbc_warden_reclaims_total",
            "Leaked sessions, by what was done about them.",
            "pool",
            "cause",
            "outcome"),
    VIOLATIONS(
            Type.COUNTER,
            "jdbc_warden_violations_total",
            "Uses of a session by somebody who does not own it.",
            "pool",
            "kind"),
    DIRTY_RETURNS(
            Type.COUNTER,
            "jdbc_warden_dirty_returns_total",
            "Connections that came back with a transaction open.",
            "pool"),
    STATE_RESETS(
            Type.COUNTER,
            "jdbc_warden_state_resets_total",
            "Connections that came back with session state changed, which was put back.",
            "pool"),
    NESTED_BORROWS(
            Type.COUNTER,
            "jdbc_warden_nested_borrows_total",
            "Borrows of a request that already had a connection.",
            "pool"),
    DEADLOCKS(
            Type.COUNTER,
            "jdbc_warden_deadlocks_total",
            "Times that all who had a connection waited for one more.",
            "pool"),
    SLOW_STATEMENTS(
            Type.COUNTER,
            "jdbc_warden_slow_statements_total",
            "Statements that took as long as slow-statement says, or longer.",
            "pool"),
    STATEMENT_ERRORS(
            Type.COUNTER,
            "jdbc_warden_statement_errors_total",
            "Statements that failed, by the class of their SQLState.",
            "pool",
            "class"),
    BREAKER_STATE(
            Type.GAUGE,
            "jdbc_warden_breaker_state",
            "The circuit breaker of a pool: 0 closed, 1 half-open, 2 open.",
            "pool"),
    BREAKER_REJECTED(
            Type.COUNTER,
            "jdbc_warden_breaker_rejected_total",
            "Borrows that the circuit breaker refused.",
            "pool"),
    SESSIONS(Type.GAUGE, "jdbc_warden_sessions", "Sessions that are open.", "pool"),
    SESSIONS_OLDEST(
            Type.GAUGE,
            "jdbc_warden_sessions_oldest_seconds",
            "The age of the oldest open session.",
            "pool"),
    HEALTH(Type.GAUGE, "jdbc_warden_health", "1 up, 0.5 degraded, 0 down."),
    HOOK_ERRORS(
            Type.COUNTER,
            "jdbc_warden_hook_errors_total",
            "Errors of the agent itself; none of them reached the application."),
    INFO(
            Type.INFO,
            "jdbc_warden_info",
            "The agent's version, and what it does.",
            "version",
            "mode");

    /** What its numbers mean. */
    public enum Type {
        /** Only grows; the name ends with {@code _total}. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Durations by size: {@code _bucket} with {@code le}, {@code _sum} and {@code _count}. */
        HISTOGRAM,
        /** Always 1: the labels are what is told. */
        INFO
    }

    private final Type type;
    private final String title;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be modified
    private final List<String> labels;

    Meter(Type type, String title, String help, String... labels) {
        this.type = type;
        this.title = title;
        this.help = help;
        this.labels = Collections.unmodifiableList(Arrays.asList(labels));
    }

    public Type type() {
        return type;
    }

    /** The name in Prometheus. */
    public String title() {
        return title;
    }

    /** What it is, in a sentence. */
    public String help() {
        return help;
    }

    /** The names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }
}
