package io.jdbcwarden.metric;

/** How a session was used against its ownership. The names are what JMX and Prometheus show. */
public enum ViolationKind {
    /** By another request than its own. */
    CROSS_REQUEST,
    /** By another user than its own. */
    CROSS_USER,
    /** After its own request was over. */
    AFTER_REQUEST,
    /** After it was returned or reclaimed. */
    AFTER_CLOSE,
    /** By two threads at once. */
    CONCURRENT
}
