package io.jdbcwarden.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted of one pool, from the agent's start on: what every borrow, return and
 * statement counts in {@link Tally tallies}, what is rare here. The methods that count may be
 * called by any thread; no lock, no allocation. What is read is of this moment; two numbers that
 * are read one after the other need not fit together exactly.
 */
public final class PoolMetrics {
    private final LongAdder borrowFailures = new LongAdder();
    private final LongAdder borrowTimeouts = new LongAdder();
    private final LongAdder borrowDenied = new LongAdder();
    private final LongAdder nestedBorrows = new LongAdder();
    private final LongAdder suspectedLeaks = new LongAdder();
    private final LongAdder recoveredLeaks = new LongAdder();
    private final LongAdder handOffs = new LongAdder();
    private final LongAdder dirtyReturns = new LongAdder();
    private final LongAdder slowStatements = new LongAdder();
    private final LongAdder deadlocks = new LongAdder();
    private final SqlStates statementErrors = new SqlStates();
    private final LongAdder stateResets = new LongAdder();
    private final Counters<LeakCause> leaks = new Counters<>(LeakCause.class);
    private final Map<LeakCause, Counters<ReclaimOutcome>> reclaims =
            new EnumMap<>(LeakCause.class);
    private final Counters<ViolationKind> violations = new Counters<>(ViolationKind.class);
    private final AtomicInteger peakActive = new AtomicInteger();
    private final Tallies tallies = new Tallies();

    public PoolMetrics() {
        for (LeakCause cause : LeakCause.values()) {
            reclaims.put(cause, new Counters<>(ReclaimOutcome.class));
        }
    }

    /** Where threads count that have no tally of their own. */
    public Tally shared() {
        return tallies.shared();
    }

    /**
     * A tally for one thread alone, until it dies; the shared one if there are too many already.
     */
    public Tally own(Thread owner) {
        return tallies.own(owner);
    }

    /** Keeps what dead threads counted. For the reaper, about once a second. */
    public void settle() {
        tallies.settle();
        raisePeak();
    }

    /** The pool failed to get a connection, for another reason than that it was full. */
    public void borrowFailed(long waitNanos) {
        borrowFailures.increment();
        shared().waitedInVain(waitNanos);
    }

    /** No connection came free for so long that the pool gave up. */
    public void borrowTimedOut(long waitNanos) {
        borrowTimeouts.increment();
        shared().waitedInVain(waitNanos);
    }

    /** A rule refused the borrow before the pool was asked. */
    public void borrowDenied() {
        borrowDenied.increment();
    }

    /** A request borrowed while it already had a connection of this pool. */
    public void nestedBorrow() {
        nestedBorrows.increment();
    }

    /** A transaction was open when the connection came back. */
    public void dirtyReturn() {
        dirtyReturns.increment();
    }

    /** A session changed the state of its connection, which was put back or should have been. */
    public void stateReset() {
        stateResets.increment();
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

    /** A statement threw; its SQLState may be null. */
    public void statementFailed(@Nullable String sqlState) {
        statementErrors.add(sqlState);
    }

    /** A statement was slow. */
    public void slowStatement() {
        slowStatements.increment();
    }

    /** All who had a connection waited for one more. */
    public void deadlock() {
        deadlocks.increment();
    }

    public long borrows() {
        return tallies.sum(Tally::opened);
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

    /**
     * Sessions that are open now. What begins or ends while this is read may be missing: while
     * others borrow it is never more than there were at once.
     */
    public int active() {
        // In this order: a session whose end is read has its beginning read only if it was earlier.
        long opened = tallies.sum(Tally::opened);
        return (int) Math.max(0, opened - tallies.sum(Tally::ended));
    }

    /**
     * Compares the sessions that are open now with the most seen before. Borrowers call it, so it
     * waits for nobody: whoever reads the tallies just now looks at the same sessions.
     */
    public void observePeak() {
        if (!tallies.isBeingRead()) {
            raisePeak();
        }
    }

    private void raisePeak() {
        int now = active();
        int highest = peakActive.get();
        while (now > highest && !peakActive.compareAndSet(highest, now)) {
            highest = peakActive.get();
        }
    }

    /**
     * The most sessions that were seen open at once. Looked at when a connection is lent for the
     * first time, when a borrower had to wait, about once a second, and now: so a pool that grew or
     * was exhausted shows it, and a burst within a second that did neither may not.
     */
    public int peakActive() {
        raisePeak();
        return peakActive.get();
    }

    public long returns() {
        return tallies.sum(tally -> tally.leases().count());
    }

    public long dirtyReturns() {
        return dirtyReturns.sum();
    }

    public long stateResets() {
        return stateResets.sum();
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
        return tallies.sum(tally -> tally.statements().count());
    }

    public long statementErrors() {
        return statementErrors.total();
    }

    /** Statements that failed, by the class of their SQLState. */
    public SqlStates statementErrorsByClass() {
        return statementErrors;
    }

    public long slowStatements() {
        return slowStatements.sum();
    }

    /** How often all who had a connection waited for one more. */
    public long deadlocks() {
        return deadlocks.sum();
    }

    /** How long borrows waited for the pool, whether they got a connection or not. */
    public HistogramSnapshot borrowWait() {
        return tallies.snapshot(Tally::waits);
    }

    /** How long connections were out that the application gave back itself. */
    public HistogramSnapshot lease() {
        return tallies.snapshot(Tally::leases);
    }

    /** How long statements were executed. */
    public HistogramSnapshot statement() {
        return tallies.snapshot(Tally::statements);
    }

    private Counters<ReclaimOutcome> outcomes(LeakCause cause) {
        return Objects.requireNonNull(reclaims.get(cause));
    }
}
