package io.jdbcwarden.pool;

import io.jdbcwarden.breaker.BreakerState;

/** Is told of pools that come and go, outside every lock. */
public interface PoolListener {
    /** A pool was borrowed from for the first time. On the borrower's thread: be brief. */
    void opened(GuardedPool pool);

    /** The application closed or dropped a pool. On the reaper's thread. */
    void closed(GuardedPool pool);

    /** A pool's circuit breaker changed its state. On the thread that made it change: be brief. */
    default void breakerMoved(String pool, BreakerState from, BreakerState to) {}
}
