package io.jdbcwarden.metric;

/** Why a session counts as leaked. The names are what JMX and Prometheus show. */
public enum LeakCause {
    /** The request that borrowed it is over. Certain. */
    REQUEST_ENDED,
    /** The thread that borrowed it is dead, and it belongs to no request. Certain. */
    OWNER_DEAD,
    /** Nothing in the application refers to its handle any more. Certain. */
    UNREACHABLE,
    /** No JDBC call for {@code lease.max-idle}. Suspected. */
    IDLE,
    /** Older than {@code lease.max-age}. */
    EXPIRED,
    /** Somebody asked for it. */
    MANUAL
}
