package io.jdbcwarden.benchmarks;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * How often each latency was met, in buckets no wider than 0.8 % of their latency. Histograms of
 * many slices and many JVMs add up without loss. For one thread.
 */
final class LoadHistogram {
    /** So many buckets to a doubling of the latency. */
    private static final int PER_DOUBLING = 128;

    private static final int BITS = 7;

    private long[] counts = new long[0];
    private long count;
    private double sum;

    void record(long nanos) {
        long latency = Math.max(0, nanos);
        add(index(latency), 1);
        sum += latency;
    }

    void add(LoadHistogram other) {
        grow(other.counts.length);
        for (int i = 0; i < other.counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
    }

    long count() {
        return count;
    }

    /** The mean latency in nanoseconds, exact; NaN if there is none. */
    double mean() {
        return sum / count;
    }

    /**
     * The latency in nanoseconds that this share of all did not exceed; NaN if there is none. Those
     * of one bucket are taken to lie evenly in it.
     */
    double percentile(double share) {
        double rank = share * count;
        double below = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && below + counts[i] >= rank) {
                return lower(i) + (lower(i + 1) - lower(i)) * (rank - below) / counts[i];
            }
            below += counts[i];
        }
        return Double.NaN;
    }

    /** In one word, for {@link #parse}. */
    String text() {
        StringJoiner text = new StringJoiner(",");
        text.add(String.valueOf(sum));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                text.add(i + ":" + counts[i]);
            }
        }
        return text.toString();
    }

    static LoadHistogram parse(String text) {
        LoadHistogram histogram = new LoadHistogram();
        String[] parts = text.split(",");
        histogram.sum = Double.parseDouble(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            histogram.add(
                    Integer.parseInt(parts[i].substring(0, colon)),
                    Long.parseLong(parts[i].substring(colon + 1)));
        }
        return histogram;
    }

    private void add(int index, long more) {
        grow(index + 1);
        counts[index] += more;
        count += more;
    }

    private void grow(int length) {
        if (length > counts.length) {
            counts = Arrays.copyOf(counts, length);
        }
    }

    /** Below 128 ns a bucket is one nanosecond wide, and twice as wide with each doubling. */
    private static int index(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1) - BITS);
        return shift * PER_DOUBLING + (int) (nanos >>> shift);
    }

    /** The smallest latency of this bucket. */
    private static double lower(int index) {
        int shift = Math.max(0, index / PER_DOUBLING - 1);
        return (double) ((long) (index - shift * PER_DOUBLING) << shift);
    }
}
