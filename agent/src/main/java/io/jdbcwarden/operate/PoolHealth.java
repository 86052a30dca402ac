package io.jdbcwarden.operate;

import io.jdbcwarden.breaker.BreakerState;
import io.jdbcwarden.config.Mode;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.rule.Refusals;

/** How one pool is, at one moment. Immutable. */
public final class PoolHealth {
    private final String name;
    private final String region;
    private final String role;
    private final Health.Status status;
    private final String reason;
    private final PoolNumbers numbers;
    private final BreakerState breaker;

    private PoolHealth(
            String name,
            String region,
            String role,
            Health.Status status,
            String reason,
            PoolNumbers numbers,
            BreakerState breaker) {
        this.name = name;
        this.region = region;
        this.role = role;
        this.status = status;
        this.reason = reason;
        this.numbers = numbers;
        this.breaker = breaker;
    }

    static PoolHealth of(GuardedPool pool) {
        boolean guarded = pool.settings().breakerOn() && pool.settings().mode() != Mode.OFF;
        return judge(
                pool.name(),
                pool.region(),
                pool.role().text(),
                pool.numbers(),
                guarded ? pool.breaker().state() : BreakerState.CLOSED,
                pool.breaker().retryInMillis());
    }

    static PoolHealth judge(
            String name,
            String region,
            String role,
            PoolNumbers numbers,
            BreakerState breaker,
            long retryInMillis) {
        String pool = "Pool " + name + " (region " + region + ")";
        Health.Status status = Health.Status.UP;
        String reason = "";
        if (breaker == BreakerState.OPEN) {
            status = Health.Status.DOWN;
            reason =
                    pool
                            + ": the circuit breaker is open, borrows fail at once; "
                            + (retryInMillis < 0
                                    ? "it was opened by hand."
                                    : "next try in " + Refusals.seconds(retryInMillis) + ".");
        } else if (breaker == BreakerState.HALF_OPEN) {
            status = Health.Status.DEGRADED;
            reason = pool + ": the circuit breaker is half-open, trying a few borrows.";
        } else if (numbers.pending() > 0 && numbers.active() >= numbers.max()) {
            status = Health.Status.DEGRADED;
            reason =
                    pool
                            + ": exhausted, "
                            + numbers.active()
                            + " of "
                            + numbers.max()
                            + " connections are borrowed and "
                            + numbers.pending()
                            + " threads wait.";
        }
        return new PoolHealth(name, region, role, status, reason, numbers, breaker);
    }

    public String name() {
        return name;
    }

    /** The label of its database. */
    public String region() {
        return region;
    }

    /** {@code primary} or {@code replica}; empty if it is not known. */
    public String role() {
        return role;
    }

    public Health.Status status() {
        return status;
    }

    /** Why it is not {@link Health.Status#UP}, in a sentence; else empty. */
    public String reason() {
        return reason;
    }

    /** What the pool said of itself. */
    public PoolNumbers numbers() {
        return numbers;
    }

    public BreakerState breaker() {
        return breaker;
    }
}
