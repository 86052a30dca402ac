package io.jdbcwarden.operate;

/** What came of a {@link Probe}. Immutable. */
public final class ProbeResult {
    private final String pool;
    private final String problem;
    private final double millis;

    ProbeResult(String pool, String problem, double millis) {
        this.pool = pool;
        this.problem = problem;
        this.millis = millis;
    }

    public String pool() {
        return pool;
    }

    public boolean isOk() {
        return problem.isEmpty();
    }

    /** What was wrong; empty if nothing. */
    public String problem() {
        return problem;
    }

    /** How long it took. */
    public double millis() {
        return millis;
    }
}
