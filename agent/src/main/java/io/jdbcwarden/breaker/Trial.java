package io.jdbcwarden.breaker;

/** A call that a half-open breaker let pass and whose outcome is not known yet. Immutable. */
final class Trial {
    final long permit;
    private final long sinceNanos;

    Trial(long permit, long sinceNanos) {
        this.permit = permit;
        this.sinceNanos = sinceNanos;
    }

    boolean isOlder(long nanos, long nowNanos) {
        return nowNanos - sinceNanos >= nanos;
    }
}
