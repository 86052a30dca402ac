package io.jdbcwarden.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LoadHistogramTest {
    private static final Percentage BUCKET = Percentage.withPercentage(0.8);

    @Test
    void tellsEveryPercentileWithinABucketsWidth() {
        long[] latencies = latencies(42);
        LoadHistogram histogram = of(latencies);
        Arrays.sort(latencies);

        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = (double) latencies[(int) Math.ceil(share * latencies.length) - 1];
            assertThat(histogram.percentile(share)).isCloseTo(exact, withinBucket(exact));
        }
    }

    @Test
    void tellsTheLatencyOfOneOperationWhateverItsLength() {
        for (long nanos : new long[] {0, 1, 127, 128, 255, 256, 1_000_003, 3_600_000_000_000L}) {
            double exact = (double) nanos;
            assertThat(of(nanos).percentile(1)).isCloseTo(exact, withinBucket(exact));
            assertThat(of(nanos).mean()).isEqualTo(exact);
        }
    }

    @Test
    void isTheSameWhetherRecordedAtOnceOrAddedUp() {
        LoadHistogram together = of(latencies(1));
        for (long latency : latencies(2)) {
            together.record(latency);
        }
        LoadHistogram added = of(latencies(2));
        added.add(of(latencies(1)));

        assertThat(added.count()).isEqualTo(together.count());
        assertThat(added.mean()).isCloseTo(together.mean(), BUCKET);
        assertThat(added.percentile(0.99)).isEqualTo(together.percentile(0.99));
    }

    @Test
    void comesBackFromItsText() {
        LoadHistogram histogram = of(latencies(3));

        LoadHistogram parsed = LoadHistogram.parse(histogram.text());

        assertThat(parsed.text()).isEqualTo(histogram.text());
        assertThat(parsed.count()).isEqualTo(histogram.count());
        assertThat(LoadHistogram.parse(new LoadHistogram().text()).count()).isZero();
    }

    @Test
    void knowsNoPercentileOfNothing() {
        assertThat(new LoadHistogram().percentile(0.5)).isNaN();
        assertThat(new LoadHistogram().mean()).isNaN();
    }

    private static Offset<Double> withinBucket(double nanos) {
        return within(1 + 0.008 * nanos);
    }

    private static LoadHistogram of(long... latencies) {
        LoadHistogram histogram = new LoadHistogram();
        for (long latency : latencies) {
            histogram.record(latency);
        }
        return histogram;
    }

    /** From 20 µs to 20 ms. */
    private static long[] latencies(long seed) {
        return new SplittableRandom(seed)
                .doubles(10_000)
                .mapToLong(share -> (long) (20_000 * Math.pow(1000, share)))
                .toArray();
    }
}
