package io.jdbcwarden.metric;

/** What became of an attempt to reclaim a session. The names are what JMX and Prometheus show. */
public enum ReclaimOutcome {
    /** Closed on the request's own thread: the pool goes on using the physical connection. */
    RETURNED,
    /** The pool threw the physical connection away. */
    EVICTED,
    /** It could not be taken back. */
    FAILED,
    /** Nothing was done, as {@code mode} is {@code observe}. */
    OBSERVED,
    /** Not now: {@code reclaim.rate} is used up. */
    LIMITED,
    /** Never: {@code reclaim.exempt} names the borrower. */
    EXEMPT
}
