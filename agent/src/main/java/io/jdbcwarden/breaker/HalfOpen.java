package io.jdbcwarden.breaker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few trials pass: all must succeed to close the breaker, one failure opens it again. A
 * trial whose outcome never comes is given up after a time, so that it cannot hold the breaker in
 * this state.
 */
final class HalfOpen extends State {
    private static final long LONGEST_TRIAL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final double failureRate;
    private final int succeeded;

    /** Never changed. */
    private final List<Trial> running;

    private HalfOpen(State before, double failureRate, int succeeded, List<Trial> running) {
        super(before.breaker, before.trips, before.openedAtMillis);
        this.failureRate = failureRate;
        this.succeeded = succeeded;
        this.running = running;
    }

    static HalfOpen after(Open before) {
        return new HalfOpen(before, before.failureRate(), 0, new ArrayList<>());
    }

    HalfOpen with(Trial trial) {
        List<Trial> next = new ArrayList<>(running);
        next.add(trial);
        return new HalfOpen(this, failureRate, succeeded, next);
    }

    private HalfOpen without(Trial trial, int nowSucceeded) {
        List<Trial> next = new ArrayList<>(running);
        next.remove(trial);
        return new HalfOpen(this, failureRate, nowSucceeded, next);
    }

    @Override
    BreakerState name() {
        return BreakerState.HALF_OPEN;
    }

    @Override
    long acquire() {
        long now = breaker.clock().nanos();
        HalfOpen next = withoutLost(now);
        if (next.running.size() + succeeded >= breaker.policy().trials()) {
            return Breaker.REJECTED;
        }
        Trial trial = new Trial(breaker.newPermit(), now);
        return breaker.replace(this, next.with(trial)) ? trial.permit : REPLACED;
    }

    private HalfOpen withoutLost(long now) {
        long longest = Math.max(breaker.policy().openForNanos(), LONGEST_TRIAL_NANOS);
        List<Trial> next = new ArrayList<>(running);
        next.removeIf(trial -> trial.isOlder(longest, now));
        return new HalfOpen(this, failureRate, succeeded, next);
    }

    @Override
    boolean report(long permit, Outcome outcome) {
        for (Trial trial : running) {
            if (trial.permit == permit) {
                return breaker.replace(this, after(trial, outcome));
            }
        }
        return true;
    }

    private State after(Trial trial, Outcome outcome) {
        switch (outcome) {
            case FAILURE:
                return Open.again(this);
            case SUCCESS:
                return succeeded + 1 >= breaker.policy().trials()
                        ? new Closed(breaker, trips, openedAtMillis)
                        : without(trial, succeeded + 1);
            default:
                return without(trial, succeeded);
        }
    }

    @Override
    double failureRate() {
        return failureRate;
    }
}
