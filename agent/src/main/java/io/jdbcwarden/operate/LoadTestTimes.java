package io.jdbcwarden.operate;

import java.util.Arrays;

/** How long the sessions of a load test took. Any thread. */
final class LoadTestTimes {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[64];
    private int count;

    synchronized void add(long sessionNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = sessionNanos;
    }

    synchronized int count() {
        return count;
    }

    /** The mean; 0 if there is none. */
    synchronized double averageMillis() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += nanos[i];
        }
        return count == 0 ? 0 : sum / NANOS_PER_MILLI / count;
    }

    /** The time that 99 of 100 did not exceed; 0 if there is none. */
    synchronized double p99Millis() {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(count * 0.99) - 1] / NANOS_PER_MILLI;
    }
}
