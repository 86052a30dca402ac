package io.jdbcwarden.benchmarks;

/**
 * Durations counted in classes a sixteenth apart, so that rare long ones are kept exactly enough
 * and nothing is allocated. For one thread.
 */
final class Latencies {
    private static final int BITS = 4;

    private final long[] counts = new long[64 << BITS];
    private long total;
    private long max;

    void record(long nanos) {
        long positive = Math.max(nanos, 1);
        counts[classOf(positive)]++;
        total++;
        max = Math.max(max, positive);
    }

    long max() {
        return max;
    }

    /**
     * The duration, in nanoseconds, that this share of all did not exceed; rounded up by a 16th.
     */
    long quantile(double share) {
        long left = (long) Math.ceil(total * share);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0) {
                return Math.min(upperEnd(i), max);
            }
        }
        return max;
    }

    private static int classOf(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        if (exponent < BITS) {
            return (int) nanos;
        }
        int fraction = (int) (nanos >>> (exponent - BITS)) & ((1 << BITS) - 1);
        return ((exponent - BITS + 1) << BITS) + fraction;
    }

    private static long upperEnd(int index) {
        int exponent = (index >> BITS) + BITS - 1;
        if (index < 1 << BITS) {
            return index;
        }
        long fraction = index & ((1 << BITS) - 1);
        return (((1L << BITS) + fraction + 1) << (exponent - BITS)) - 1;
    }
}
