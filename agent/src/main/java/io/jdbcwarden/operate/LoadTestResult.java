package io.jdbcwarden.operate;

import org.jspecify.annotations.Nullable;

/** What came of a {@link LoadTest}. Immutable. */
public final class LoadTestResult {
    private final String pool;
    private final int sessions;
    private final int succeeded;
    private final double totalMillis;
    private final double averageMillis;
    private final double p99Millis;
    private final int leaked;
    private final int violations;
    private final int peak;
    private final @Nullable String problem;

    LoadTestResult(
            String pool,
            int sessions,
            LoadTestTimes times,
            long nanos,
            int leaked,
            int violations,
            int peak,
            @Nullable String problem) {
        this.pool = pool;
        this.sessions = sessions;
        this.succeeded = times.count();
        this.totalMillis = nanos / 1e6;
        this.averageMillis = times.averageMillis();
        this.p99Millis = times.p99Millis();
        this.leaked = leaked;
        this.violations = violations;
        this.peak = peak;
        this.problem = problem;
    }

    public String pool() {
        return pool;
    }

    /** How many were to be run. */
    public int sessions() {
        return sessions;
    }

    public int succeeded() {
        return succeeded;
    }

    /** Those that threw, and those that were not done in time. */
    public int failed() {
        return sessions - succeeded;
    }

    /** From the start of the first to the end of the last. */
    public double totalMillis() {
        return totalMillis;
    }

    /** Of one session that succeeded, from borrow to close. */
    public double averageMillis() {
        return averageMillis;
    }

    /** What 99 of 100 sessions that succeeded did not exceed. */
    public double p99Millis() {
        return p99Millis;
    }

    /** Sessions that were still open after they were closed. */
    public int leaked() {
        return leaked;
    }

    /** Sessions that did not carry their own tags, or shared a physical connection. */
    public int violations() {
        return violations;
    }

    /** The most that were open at once. */
    public int peak() {
        return peak;
    }

    /** The first thing that went wrong; null if nothing did. */
    public @Nullable String problem() {
        return problem;
    }
}
