package io.jdbcwarden.breaker;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Lets everybody pass, all with the same permit. Here is the path of every borrow while all is
 * well: a few reads.
 */
final class Closed extends State {
    private static final AtomicIntegerFieldUpdater<Closed> IN_A_ROW =
            AtomicIntegerFieldUpdater.newUpdater(Closed.class, "failuresInARow");

    private final long permit;
    private final Window window;
    private volatile int failuresInARow;

    Closed(Breaker breaker, long trips, long openedAtMillis) {
        super(breaker, trips, openedAtMillis);
        this.permit = breaker.newPermit();
        this.window = new Window(breaker.clock(), breaker::succeeded);
    }

    @Override
    BreakerState name() {
        return BreakerState.CLOSED;
    }

    @Override
    long acquire() {
        return permit;
    }

    @Override
    boolean report(long of, Outcome outcome) {
        if (of == permit) {
            if (outcome == Outcome.SUCCESS) {
                success();
            } else if (outcome == Outcome.FAILURE) {
                failure();
            }
        }
        return true;
    }

    private void success() {
        // Mostly it is 0: then the cache line stays shared between the processors.
        if (failuresInARow != 0) {
            failuresInARow = 0;
        }
        breaker.count();
        window.success(breaker.policy().windowNanos());
    }

    @Override
    void tick() {
        window.tick(breaker.policy().windowNanos());
    }

    private void failure() {
        BreakerPolicy policy = breaker.policy();
        int inARow = IN_A_ROW.incrementAndGet(this);
        Outcomes outcomes = window.failure(policy.windowNanos());
        if (policy.trips(inARow, outcomes)) {
            // Of several that see it trip, one replaces this state; to the others it is done.
            breaker.replace(this, Open.tripped(this, outcomes.failureRate()));
        }
    }

    @Override
    double failureRate() {
        return window.outcomes(breaker.policy().windowNanos()).failureRate();
    }
}
