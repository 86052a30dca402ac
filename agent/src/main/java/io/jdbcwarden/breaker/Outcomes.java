package io.jdbcwarden.breaker;

/** How many calls failed, of how many. Immutable. */
final class Outcomes {
    private final long failures;
    private final long total;

    Outcomes(long failures, long total) {
        this.failures = failures;
        this.total = total;
    }

    long failures() {
        return failures;
    }

    long total() {
        return total;
    }

    /** From 0 to 1; 0 if there were no calls. */
    double failureRate() {
        return total == 0 ? 0 : (double) failures / total;
    }
}
