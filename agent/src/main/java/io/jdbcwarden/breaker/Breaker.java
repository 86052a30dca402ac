package io.jdbcwarden.breaker;

import io.jdbcwarden.breaker.State.Outcome;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Padded;
import io.jdbcwarden.util.StripedCounter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls while what they need is down, and finds out by itself when it is up again. Who
 * wants to call asks for a permit, and reports with it how the call ended:
 *
 * <pre>
 * from       to         when
 * CLOSED     OPEN       so many failures in a row, or such a rate of failures in the window (a trip)
 * OPEN       HALF_OPEN  somebody asks after its time is over: the first trial
 * HALF_OPEN  CLOSED     all trials succeeded
 * HALF_OPEN  OPEN       a trial failed
 * any        OPEN       open(): stays so until close() or reset()
 * any        CLOSED     close(), reset()
 * </pre>
 *
 * Everything else is illegal. The state is one object, replaced by compare-and-set: who wins makes
 * the transition and tells the listener. A report with a permit of an earlier state changes
 * nothing. Any thread; no lock. While closed, and nothing failed lately, a permit and its success
 * allocate nothing and read no clock.
 */
public final class Breaker extends Padded {
    /** No permit: do not call. May be reported like one; that changes nothing. */
    public static final long REJECTED = 0;

    private static final AtomicReferenceFieldUpdater<Breaker, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Breaker.class, State.class, "state");

    private final Clock clock;
    private final BreakerListener listener;
    private final LongSupplier succeeded;
    private final @Nullable StripedCounter own;
    private final AtomicLong permits = new AtomicLong(REJECTED);
    private volatile State state;
    private volatile StripedCounter rejected = new StripedCounter();
    private volatile BreakerPolicy policy;

    /** A closed breaker without a listener. */
    public Breaker(BreakerPolicy policy, Clock clock) {
        this(policy, clock, BreakerListener.NONE);
    }

    /** A closed breaker that counts successes itself. */
    public Breaker(BreakerPolicy policy, Clock clock, BreakerListener listener) {
        this(policy, clock, listener, new StripedCounter());
    }

    /**
     * A closed breaker for calls whose successes are counted anyway.
     *
     * @param succeeded how many ever succeeded, one that is being reported included
     */
    public Breaker(
            BreakerPolicy policy, Clock clock, BreakerListener listener, LongSupplier succeeded) {
        this.succeeded = succeeded;
        this.own = null;
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
        this.state = new Closed(this, 0, 0);
    }

    private Breaker(
            BreakerPolicy policy, Clock clock, BreakerListener listener, StripedCounter own) {
        this.succeeded = own::sum;
        this.own = own;
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
        this.state = new Closed(this, 0, 0);
    }

    /**
     * Asks to make a call.
     *
     * @return a permit, positive, to be reported exactly once; or {@link #REJECTED}
     */
    public long acquire() {
        while (true) {
            long permit = state.acquire();
            if (permit > REJECTED) {
                return permit;
            }
            if (permit == REJECTED) {
                rejected.increment();
                return REJECTED;
            }
        }
    }

    /** The call succeeded. */
    public void success(long permit) {
        report(permit, Outcome.SUCCESS);
    }

    /** The call failed in a way that says that what it needs is down. */
    public void failure(long permit) {
        report(permit, Outcome.FAILURE);
    }

    /** The call ended in a way that says nothing; if it was a trial, another may take its place. */
    public void ignore(long permit) {
        report(permit, Outcome.IGNORED);
    }

    private void report(long permit, Outcome outcome) {
        boolean done = false;
        while (!done) {
            done = state.report(permit, outcome);
        }
    }

    /** Replaces the policy; what was counted so far stays, and is judged by the new one. */
    public void policy(BreakerPolicy changed) {
        policy = changed;
    }

    /** Opens it by hand: it stays open until {@link #close} or {@link #reset}. */
    public void open() {
        State current = state;
        while (!replace(current, Open.forced(current))) {
            current = state;
        }
    }

    /** Closes it by hand. Nothing happens if it is closed. */
    public void close() {
        State current = state;
        while (current.name() != BreakerState.CLOSED
                && !replace(current, new Closed(this, current.trips, current.openedAtMillis))) {
            current = state;
        }
    }

    /** Makes it as new: closed, and everything counted so far forgotten. */
    public void reset() {
        State current = state;
        while (!replace(current, new Closed(this, 0, 0))) {
            current = state;
        }
        rejected = new StripedCounter();
    }

    /** The state now. An open one turns half-open only when somebody asks for a permit. */
    public BreakerState state() {
        return state.name();
    }

    /**
     * The share of failures in the window, from 0 to 1; while it is not closed, as it was when it
     * opened.
     */
    public double failureRate() {
        return state.failureRate();
    }

    /** How often it opened by itself. A failed trial is part of the same trip. */
    public long trips() {
        return state.trips;
    }

    /** How many were refused a permit. */
    public long rejected() {
        return rejected.sum();
    }

    /**
     * When it last left the closed state, in milliseconds since 1970: the start of the outage, if
     * there is one. 0 if it never did.
     */
    public long openedAtMillis() {
        return state.openedAtMillis;
    }

    /**
     * Milliseconds until an open breaker lets somebody pass again: 0 if it does at once or is not
     * open; -1 if it was opened by hand, and so does not by itself.
     */
    public long retryInMillis() {
        return state.retryInMillis();
    }

    /** To be called about once a second, so that the window knows when its successes were. */
    public void tick() {
        state.tick();
    }

    long succeeded() {
        return succeeded.getAsLong();
    }

    void count() {
        if (own != null) {
            own.increment();
        }
    }

    BreakerPolicy policy() {
        return policy;
    }

    Clock clock() {
        return clock;
    }

    long newPermit() {
        return permits.incrementAndGet();
    }

    /** Puts {@code next} in the place of {@code current}; false if another state is there. */
    boolean replace(State current, State next) {
        if (!STATE.compareAndSet(this, current, next)) {
            return false;
        }
        if (current.name() != next.name()) {
            try {
                listener.transition(current.name(), next.name());
            } catch (RuntimeException | Error e) {
                // The caller has a connection to borrow; the listener was told not to throw.
            }
        }
        return true;
    }
}
