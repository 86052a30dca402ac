package io.jdbcwarden.benchmarks;

import io.jdbcwarden.metric.Histogram;
import io.jdbcwarden.metric.HistogramSnapshot.Bucket;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Counting one duration: the agent's histogram, one adder a bucket instead of it, and Micrometer's
 * timer, bare and with the same buckets.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class HistogramBenchmark {
    private static final long[] BOUNDS =
            new Histogram().snapshot().buckets().stream().mapToLong(Bucket::nanos).toArray();

    private final Histogram histogram = new Histogram();
    private final Timer timer = Timer.builder("bare").register(new SimpleMeterRegistry());
    private final Timer timerWithBuckets =
            Timer.builder("buckets")
                    .serviceLevelObjectives(
                            Arrays.stream(BOUNDS, 0, BOUNDS.length - 1)
                                    .mapToObj(Duration::ofNanos)
                                    .toArray(Duration[]::new))
                    .register(new SimpleMeterRegistry());
    private final LongAdder[] adders = adders();
    private final LongAdder total = new LongAdder();
    private final LongAccumulator max = new LongAccumulator(Math::max, 0);

    /** Durations as of statements, from 20 µs to 20 ms, short ones as often as long ones. */
    @State(Scope.Thread)
    public static class Durations {
        private static final int COUNT = 1 << 10;

        private final long[] nanos =
                new SplittableRandom(42)
                        .doubles(COUNT)
                        .mapToLong(share -> (long) (20_000 * Math.pow(1000, share)))
                        .toArray();
        private int next;

        long next() {
            next = (next + 1) % COUNT;
            return nanos[next];
        }
    }

    @Benchmark
    public long nothing(Durations durations) {
        return durations.next();
    }

    @Benchmark
    public void histogram(Durations durations) {
        histogram.record(durations.next());
    }

    @Benchmark
    public void adders(Durations durations) {
        long nanos = durations.next();
        int found = Arrays.binarySearch(BOUNDS, nanos);
        adders[found < 0 ? -found - 1 : found].increment();
        total.add(nanos);
        max.accumulate(nanos);
    }

    @Benchmark
    public void micrometerTimer(Durations durations) {
        timer.record(durations.next(), TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void micrometerTimerWithBuckets(Durations durations) {
        timerWithBuckets.record(durations.next(), TimeUnit.NANOSECONDS);
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[BOUNDS.length];
        Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }
}
