package io.jdbcwarden.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything that is counted of one pool, from the agent's start on. The methods that count are for
 * hot paths: any thread, no lock, no allocation. What is read is of this moment; two numbers that
 * are read one after the other need not fit together exactly.
 */
public final class PoolMetrics {
    private final LongAdder borrows = new LongAdder();
    private final LongAdder borrowFailures = new LongAdder();
    private final LongAdder borrowTimeouts = new LongAdder();
    private final LongAdder borrowDenied = new LongAdder();
    private final LongAdder nestedBorrows = new LongAdder();
    private final LongAdder suspectedLeaks = new LongAdder();
    private final LongAdder recoveredLeaks = new LongAdder();
    private final LongAdder handOffs = new LongAdder();
    private final LongAdder dirtyReturns = new LongAdder();
    private final LongAdder statementErrors = new LongAdder();
    private final Counters<LeakCause> leaks = new Counters<>(LeakCause.class);
    private final Map<LeakCause, Counters<ReclaimOutcome>> reclaims =
            new EnumMap<>(LeakCause.class);
    private final Counters<ViolationKind> violations = new Counters<>(ViolationKind.class);
    private final ActiveGauge sessions = new ActiveGauge();
    private final Histogram borrowWait = new Histogram();
    private final Histogram lease = new Histogram();
    private final Histogram statement = new Histogram();

    public PoolMetrics() {
        for (LeakCause cause : LeakCause.values()) {
            reclaims.put(cause, new Counters<>(ReclaimOutcome.class));
        }
    }

    /** The pool gave a connection after {@code waitNanos}. */
    public void borrowed(long waitNanos) {
        borrows.increment();
        borrowWait.record(waitNanos);
    }

    /** The pool failed to get a connection, for another reason than that it was full. */
    public void borrowFailed(long waitNanos) {
        borrowFailures.increment();
        borrowWait.record(waitNanos);
    }

    /** No connection came free for so long that the pool gave up. */
    public void borrowTimedOut(long waitNanos) {
        borrowTimeouts.increment();
        borrowWait.record(waitNanos);
    }

    /** A rule refused the borrow before the pool was asked. */
    public void borrowDenied() {
        borrowDenied.increment();
    }

    /** A request borrowed while it already had a connection of this pool. */
    public void nestedBorrow() {
        nestedBorrows.increment();
    }

    /** A session began. */
    public void opened() {
        sessions.up();
    }

    /** A session ended, in whatever way. Once for each that began. */
    public void closed() {
        sessions.down();
    }

    /** The application gave a connection back that it had for {@code leaseNanos}. */
    public void returned(long leaseNanos) {
        lease.record(leaseNanos);
    }

    /** A transaction was open when the connection came back. */
    public void dirtyReturn() {
        dirtyReturns.increment();
    }

    /** A session was held for so long that it was reported. */
    public void suspectedLeak() {
        suspectedLeaks.increment();
    }

    /** A session that had been reported came back after all. */
    public void recoveredLeak() {
        recoveredLeaks.increment();
    }

    /** A session leaked. */
    public void leak(LeakCause cause) {
        leaks.increment(cause);
    }

    /** A leaked session was taken back, or should have been. */
    public void reclaim(LeakCause cause, ReclaimOutcome outcome) {
        outcomes(cause).increment(outcome);
    }

    /** A session was used by somebody who does not own it. */
    public void violation(ViolationKind kind) {
        violations.increment(kind);
    }

    /** A session was used by a thread that belongs to no request: allowed. */
    public void handOff() {
        handOffs.increment();
    }

    /** A statement was executed for {@code nanos}; {@code failed} if it threw. */
    public void statement(long nanos, boolean failed) {
        statement.record(nanos);
        if (failed) {
            statementErrors.increment();
        }
    }

    public long borrows() {
        return borrows.sum();
    }

    public long borrowFailures() {
        return borrowFailures.sum();
    }

    public long borrowTimeouts() {
        return borrowTimeouts.sum();
    }

    /** How many borrows were refused by a rule. */
    public long borrowsDenied() {
        return borrowDenied.sum();
    }

    public long nestedBorrows() {
        return nestedBorrows.sum();
    }

    /** Sessions that are open now. */
    public int active() {
        return sessions.active();
    }

    /** The most sessions that were ever open at once. */
    public int peakActive() {
        return sessions.peak();
    }

    public long returns() {
        return lease.count();
    }

    public long dirtyReturns() {
        return dirtyReturns.sum();
    }

    public long suspectedLeaks() {
        return suspectedLeaks.sum();
    }

    public long recoveredLeaks() {
        return recoveredLeaks.sum();
    }

    public long leaks(LeakCause cause) {
        return leaks.get(cause);
    }

    public long reclaims(LeakCause cause, ReclaimOutcome outcome) {
        return outcomes(cause).get(outcome);
    }

    public long violations(ViolationKind kind) {
        return violations.get(kind);
    }

    public long handOffs() {
        return handOffs.sum();
    }

    public long statements() {
        return statement.count();
    }

    public long statementErrors() {
        return statementErrors.sum();
    }

    /** How long borrows waited for the pool, whether they got a connection or not. */
    public HistogramSnapshot borrowWait() {
        return borrowWait.snapshot();
    }

    /** How long connections were out that the application gave back itself. */
    public HistogramSnapshot lease() {
        return lease.snapshot();
    }

    /** How long statements were executed. */
    public HistogramSnapshot statement() {
        return statement.snapshot();
    }

    private Counters<ReclaimOutcome> outcomes(LeakCause cause) {
        return Objects.requireNonNull(reclaims.get(cause));
    }
}
