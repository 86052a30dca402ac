package io.jdbcwarden.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The numbers of a {@link Histogram} at one moment. Immutable; times in nanoseconds. */
public final class HistogramSnapshot {
    private final long count;
    private final long totalNanos;
    private final long maxNanos;
    private final List<Bucket> buckets;

    /**
     * @param counts how many durations each bucket holds, not added up; owned by this object
     */
    HistogramSnapshot(long[] counts, long totalNanos, long maxNanos) {
        List<Bucket> all = new ArrayList<>(counts.length);
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            all.add(new Bucket(Buckets.text(i), Buckets.bound(i), sum));
        }
        this.count = sum;
        this.totalNanos = totalNanos;
        this.maxNanos = maxNanos;
        this.buckets = Collections.unmodifiableList(all);
    }

    /** How many durations were counted: always the number of the last bucket. */
    public long count() {
        return count;
    }

    /** All durations added up; overflows after 292 years of them. */
    public long totalNanos() {
        return totalNanos;
    }

    /** The same in seconds. */
    public double totalSeconds() {
        return seconds(totalNanos);
    }

    /** The longest duration so far; 0 if there is none. */
    public long maxNanos() {
        return maxNanos;
    }

    /** From the smallest bound to {@code +Inf}. Unmodifiable. */
    public List<Bucket> buckets() {
        return buckets;
    }

    /**
     * The duration that a share {@code q} of all was not longer than. An estimate: durations are
     * taken as spread evenly over their bucket. Never more than the longest; 0 if there is none.
     *
     * @param q from 0 to 1
     * @throws IllegalArgumentException if it is not
     */
    public long quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("no quantile: " + q);
        }
        double rank = q * count;
        long lower = 0;
        long below = 0;
        for (Bucket bucket : buckets) {
            long upper = Math.min(bucket.nanos(), maxNanos);
            if (bucket.count() > below && bucket.count() >= rank) {
                double share = (rank - below) / (bucket.count() - below);
                return lower + Math.round((upper - lower) * Math.max(share, 0));
            }
            lower = upper;
            below = bucket.count();
        }
        return 0;
    }

    /** The same in seconds. */
    public double quantileSeconds(double q) {
        return seconds(quantileNanos(q));
    }

    /** The longest duration in seconds. */
    public double maxSeconds() {
        return seconds(maxNanos);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** All durations up to a bound. */
    public static final class Bucket {
        private final String le;
        private final long nanos;
        private final long count;

        private Bucket(String le, long nanos, long count) {
            this.le = le;
            this.nanos = nanos;
            this.count = count;
        }

        /** The bound in seconds, exact: {@code 0.00025}, {@code +Inf}. */
        public String le() {
            return le;
        }

        /** The bound in nanoseconds; {@link Long#MAX_VALUE} for none. */
        public long nanos() {
            return nanos;
        }

        /** How many durations were not longer, those of the smaller buckets included. */
        public long count() {
            return count;
        }
    }
}
