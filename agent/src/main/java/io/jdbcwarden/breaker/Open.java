package io.jdbcwarden.breaker;

import java.util.concurrent.TimeUnit;

/** Lets nobody pass, until its time is over; if it was opened by hand, until it is closed so. */
final class Open extends State {
    private final double failureRate;
    private final boolean forced;
    private final long sinceNanos;

    private Open(
            State before, long trips, long openedAtMillis, double failureRate, boolean forced) {
        super(before.breaker, trips, openedAtMillis);
        this.failureRate = failureRate;
        this.forced = forced;
        this.sinceNanos = breaker.clock().nanos();
    }

    static Open tripped(Closed before, double failureRate) {
        return new Open(before, before.trips + 1, millis(before), failureRate, false);
    }

    /** After a trial failed: the same outage goes on. */
    static Open again(HalfOpen before) {
        return new Open(before, before.trips, before.openedAtMillis, before.failureRate(), false);
    }

    static Open forced(State before) {
        boolean closed = before.name() == BreakerState.CLOSED;
        return new Open(
                before,
                before.trips,
                closed ? millis(before) : before.openedAtMillis,
                before.failureRate(),
                true);
    }

    private static long millis(State before) {
        return before.breaker.clock().millis();
    }

    @Override
    BreakerState name() {
        return BreakerState.OPEN;
    }

    @Override
    long acquire() {
        long now = breaker.clock().nanos();
        if (forced || now - sinceNanos < breaker.policy().openForNanos()) {
            return Breaker.REJECTED;
        }
        HalfOpen next = HalfOpen.after(this);
        Trial first = new Trial(breaker.newPermit(), now);
        return breaker.replace(this, next.with(first)) ? first.permit : REPLACED;
    }

    @Override
    boolean report(long permit, Outcome outcome) {
        // All permits are of an earlier state.
        return true;
    }

    @Override
    double failureRate() {
        return failureRate;
    }

    @Override
    long retryInMillis() {
        if (forced) {
            return -1;
        }
        long left = breaker.policy().openForNanos() - (breaker.clock().nanos() - sinceNanos);
        // Rounded up: not before it is true.
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left - 1) + 1;
    }
}
