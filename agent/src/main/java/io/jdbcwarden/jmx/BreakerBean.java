package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;
import static javax.management.openmbean.SimpleType.VOID;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.pool.GuardedPool;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** {@code jdbcwarden:type=Breaker,name=<pool>}: the circuit breaker of a pool. */
final class BreakerBean {
    private BreakerBean() {}

    static OpenBean of(GuardedPool pool) {
        Breaker breaker = pool.breaker();
        return new OpenBean("The circuit breaker of the pool " + pool.name())
                .attribute(
                        "State",
                        STRING,
                        "CLOSED: borrows pass; OPEN: they fail at once; HALF_OPEN: a few are tried",
                        () -> breaker.state().name())
                .attribute(
                        "FailureRate",
                        DOUBLE,
                        "The share of failures in the window, from 0 to 1",
                        breaker::failureRate)
                .attribute("Region", STRING, "The label of the pool's database", pool::region)
                .attribute("Trips", LONG, "How often it opened by itself", breaker::trips)
                .attribute("Rejected", LONG, "Borrows that it refused", breaker::rejected)
                .attribute(
                        "OpenedAt",
                        DATE,
                        "When it last left the closed state; empty if it never did",
                        () -> openedAt(breaker))
                .attribute(
                        "RetryInMillis",
                        LONG,
                        "Milliseconds until it tries again; 0 if it is not open, -1 if it was"
                                + " opened by hand and stays so",
                        breaker::retryInMillis)
                .operation(
                        "open",
                        VOID,
                        true,
                        "Opens it until it is closed by hand: borrows fail at once",
                        arguments -> {
                            breaker.open();
                            return null;
                        })
                .operation(
                        "close",
                        VOID,
                        true,
                        "Closes it: borrows pass",
                        arguments -> {
                            breaker.close();
                            return null;
                        })
                .operation(
                        "reset",
                        VOID,
                        true,
                        "Closes it and forgets all it counted",
                        arguments -> {
                            breaker.reset();
                            return null;
                        });
    }

    private static @Nullable Date openedAt(Breaker breaker) {
        long millis = breaker.openedAtMillis();
        return millis == 0 ? null : Dates.at(millis);
    }
}
