package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.metric.HistogramSnapshot.Bucket;
import io.jdbcwarden.util.Threads;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private static final long MILLI = 1_000_000;

    private final Histogram histogram = new Histogram();

    @Test
    void isAllZeroAtFirst() {
        HistogramSnapshot snapshot = histogram.snapshot();

        assertThat(snapshot.count()).isZero();
        assertThat(snapshot.totalNanos()).isZero();
        assertThat(snapshot.maxNanos()).isZero();
        assertThat(snapshot.quantileNanos(0.5)).isZero();
        assertThat(snapshot.buckets()).hasSize(Buckets.COUNT).allMatch(b -> b.count() == 0);
    }

    @Test
    void addsUpItsBuckets() {
        histogram.record(5_000);
        histogram.record(10_000);
        histogram.record(10_001);
        histogram.record(TimeUnit.HOURS.toNanos(1));

        HistogramSnapshot snapshot = histogram.snapshot();

        assertThat(upTo(snapshot, "0.00001")).isEqualTo(2);
        assertThat(upTo(snapshot, "0.000025")).isEqualTo(3);
        assertThat(upTo(snapshot, "300")).isEqualTo(3);
        assertThat(upTo(snapshot, "+Inf")).isEqualTo(4);
        assertThat(snapshot.count()).isEqualTo(4).isEqualTo(histogram.count());
        assertThat(snapshot.totalNanos()).isEqualTo(25_001 + TimeUnit.HOURS.toNanos(1));
        assertThat(snapshot.maxNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
        assertThat(snapshot.maxSeconds()).isEqualTo(3600);
    }

    @Test
    void takesTheTimeOfAClockGoneWrongAsNone() {
        histogram.record(-5);

        assertThat(upTo(histogram.snapshot(), "0.00001")).isEqualTo(1);
        assertThat(histogram.snapshot().totalNanos()).isZero();
    }

    @Test
    void keepsTheLongestDuration() {
        histogram.record(3 * MILLI);
        histogram.record(7 * MILLI);
        histogram.record(5 * MILLI);

        assertThat(histogram.snapshot().maxNanos()).isEqualTo(7 * MILLI);
    }

    @Test
    void estimatesQuantilesInsideABucket() {
        for (long millis = 1; millis <= 1000; millis++) {
            histogram.record(millis * MILLI);
        }

        HistogramSnapshot snapshot = histogram.snapshot();

        assertThat(snapshot.quantileSeconds(0.5)).isCloseTo(0.5, within(0.01));
        assertThat(snapshot.quantileSeconds(0.95)).isCloseTo(0.95, within(0.01));
        assertThat(snapshot.quantileSeconds(0.99)).isCloseTo(0.99, within(0.01));
        assertThat(snapshot.quantileNanos(1)).isEqualTo(1000 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.5, 0.95, 0.99, 1})
    void givesNoQuantileBeyondTheLongestDuration(double q) {
        histogram.record(11 * MILLI);
        histogram.record(12 * MILLI);

        assertThat(histogram.snapshot().quantileNanos(q)).isBetween(10 * MILLI, 12 * MILLI);
    }

    @Test
    void estimatesQuantilesOfDurationsBeyondTheLastBound() {
        histogram.record(TimeUnit.MINUTES.toNanos(10));

        assertThat(histogram.snapshot().quantileNanos(1)).isEqualTo(TimeUnit.MINUTES.toNanos(10));
        assertThat(histogram.snapshot().quantileNanos(0.5))
                .isBetween(TimeUnit.MINUTES.toNanos(5), TimeUnit.MINUTES.toNanos(10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesAQuantileThatIsNone(double q) {
        assertThatThrownBy(() -> histogram.snapshot().quantileNanos(q))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void losesNothingOfManyThreads() throws Exception {
        Threads.together(
                8,
                () -> {
                    for (int i = 0; i < 100_000; i++) {
                        histogram.record(i);
                    }
                    return true;
                });

        HistogramSnapshot snapshot = histogram.snapshot();

        assertThat(snapshot.count()).isEqualTo(800_000);
        assertThat(snapshot.totalNanos()).isEqualTo(8 * 100_000L * 99_999 / 2);
        assertThat(snapshot.maxNanos()).isEqualTo(99_999);
    }

    @Test
    void snapshotsWhileOthersRecordFitTogether() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread recording =
                new Thread(
                        () -> {
                            for (long i = 1; !done.get(); i++) {
                                // Each longer than the one before, through all the buckets.
                                histogram.record(i * 7_919);
                            }
                        });
        recording.start();
        try {
            await().until(() -> histogram.count() > 0);
            HistogramSnapshot before = histogram.snapshot();
            for (int i = 0; i < 2_000; i++) {
                HistogramSnapshot now = histogram.snapshot();
                fitsTogether(now);
                isNotBefore(before, now);
                before = now;
            }
        } finally {
            done.set(true);
            recording.join(10_000);
        }
    }

    private static void fitsTogether(HistogramSnapshot snapshot) {
        List<Bucket> buckets = snapshot.buckets();
        assertThat(buckets.get(buckets.size() - 1).count()).isEqualTo(snapshot.count());
        // The n-th duration recorded is n times 7919 ns.
        long counted = snapshot.count();
        assertThat(snapshot.maxNanos()).isGreaterThanOrEqualTo(counted * 7_919);
        assertThat(snapshot.totalNanos())
                .isGreaterThanOrEqualTo(7_919 * counted * (counted + 1) / 2);
    }

    private static void isNotBefore(HistogramSnapshot before, HistogramSnapshot now) {
        for (int i = 0; i < Buckets.COUNT; i++) {
            assertThat(now.buckets().get(i).count())
                    .isGreaterThanOrEqualTo(before.buckets().get(i).count());
        }
    }

    private static long upTo(HistogramSnapshot snapshot, String le) {
        return snapshot.buckets().stream()
                .filter(bucket -> bucket.le().equals(le))
                .findFirst()
                .orElseThrow()
                .count();
    }
}
