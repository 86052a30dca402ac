package io.jdbcwarden.benchmarks;

import dev.failsafe.CircuitBreaker;
import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.breaker.BreakerPolicy;
import io.jdbcwarden.util.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * A permit and its success while all is well, just after a failure, and a refusal while open: the
 * agent's breaker and Failsafe's. One of Failsafe's trips either by failures in a row or by a rate,
 * so there are two.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BreakerBenchmark {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Breaker breaker = breaker();
    private final Breaker failedBreaker = breaker();
    private final Breaker openBreaker = breaker();
    private final CircuitBreaker<Object> failsafeInARow =
            CircuitBreaker.builder().withFailureThreshold(5).build();
    private final CircuitBreaker<Object> failsafeRate =
            CircuitBreaker.builder().withFailureRateThreshold(50, 20, WINDOW).build();
    private final CircuitBreaker<Object> openFailsafe =
            CircuitBreaker.builder().withDelay(Duration.ofDays(1)).build();

    public BreakerBenchmark() {
        // One failure in a window of a day: it is looked at until the end.
        failedBreaker.policy(policy(Duration.ofDays(1)));
        failedBreaker.failure(failedBreaker.acquire());
        while (openBreaker.acquire() != Breaker.REJECTED) {
            openBreaker.failure(openBreaker.acquire());
        }
        openFailsafe.open();
    }

    @Benchmark
    public void success() {
        breaker.success(breaker.acquire());
    }

    @Benchmark
    public void successAfterAFailure() {
        failedBreaker.success(failedBreaker.acquire());
    }

    @Benchmark
    public long refusal() {
        return openBreaker.acquire();
    }

    @Benchmark
    public void failsafeInARowSuccess() {
        if (failsafeInARow.tryAcquirePermit()) {
            failsafeInARow.recordSuccess();
        }
    }

    @Benchmark
    public void failsafeRateSuccess() {
        if (failsafeRate.tryAcquirePermit()) {
            failsafeRate.recordSuccess();
        }
    }

    @Benchmark
    public boolean failsafeRefusal() {
        return openFailsafe.tryAcquirePermit();
    }

    private static Breaker breaker() {
        return new Breaker(policy(WINDOW), Clock.SYSTEM);
    }

    private static BreakerPolicy policy(Duration window) {
        return new BreakerPolicy(5, 50, 20, window.toNanos(), Duration.ofDays(1).toNanos(), 3);
    }
}
