package io.jdbcwarden.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.ManualClock;
import io.jdbcwarden.util.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

    private final ManualClock clock = new ManualClock();
    private final AtomicLong succeeded = new AtomicLong();
    private final Window window = new Window(clock, succeeded::get);

    @Test
    void countsWhatHappensAtOnceExactly() {
        succeed(7);
        fail(3);

        assertThat(total()).isEqualTo(10);
        assertThat(failures()).isEqualTo(3);
    }

    @Test
    void countsExactlyWhileThereAreFailuresInIt() {
        fail(1);
        for (int i = 0; i < 9; i++) {
            clock.advance(Duration.ofSeconds(1));
            succeed(10);
        }

        assertThat(total()).isEqualTo(91);
        clock.advance(Duration.ofSeconds(6));
        assertThat(total()).as("of the seconds 5 to 9").isEqualTo(50);
        assertThat(failures()).isZero();
    }

    @Test
    void takesSuccessesBeforeAFailureAsSpreadEvenly() {
        for (int i = 0; i < 100; i++) {
            succeed(1);
            clock.advance(Duration.ofSeconds(1));
        }

        fail(1);

        assertThat(total()).isEqualTo(11);
    }

    @Test
    void remembersABusyHourOnlyForAsLongAsTheWindow() {
        for (int i = 0; i < 10_000; i++) {
            succeed(1);
            clock.advanceMillis(10);
            tickEach(100, i);
        }
        for (int second = 0; second < 3600; second++) {
            clock.advance(Duration.ofSeconds(1));
            tickEach(1, second);
        }

        fail(1);

        assertThat(total()).isLessThan(5);
    }

    @Test
    void knowsTheTrafficJustBeforeAFailureThoughItWasQuietForHours() {
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofSeconds(10));
            succeed(1);
            tickEach(1, i);
        }
        for (int i = 0; i < 100_000; i++) {
            clock.advanceNanos(100_000);
            succeed(1);
            tickEach(10_000, i);
        }

        fail(1);

        assertThat(total()).isBetween(90_000L, 100_500L);
    }

    @Test
    void readsNoClockWhileAllIsWell() {
        AtomicInteger reads = new AtomicInteger();
        Window watched = new Window(counting(reads), succeeded::get);
        reads.set(0);

        for (int i = 0; i < 10_000; i++) {
            watched.success(TEN_SECONDS);
        }

        assertThat(reads.get()).isZero();
    }

    @Test
    void readsNoClockAgainWhenTheFailuresHaveLeft() {
        AtomicInteger reads = new AtomicInteger();
        Window watched = new Window(counting(reads), succeeded::get);
        watched.failure(TEN_SECONDS);
        watched.success(TEN_SECONDS);
        clock.advance(Duration.ofSeconds(12));
        watched.success(TEN_SECONDS);
        reads.set(0);

        for (int i = 0; i < 100; i++) {
            watched.success(TEN_SECONDS);
        }

        assertThat(reads.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void losesNothingOfManyThreads() throws Exception {
        Threads.together(
                8,
                () -> {
                    for (int i = 0; i < 10_000; i++) {
                        succeed(1);
                        fail(1);
                        clock.advanceNanos(10_000);
                    }
                    return true;
                });

        assertThat(failures()).isEqualTo(80_000);
        assertThat(total()).isEqualTo(160_000);
    }

    private Clock counting(AtomicInteger reads) {
        return new Clock() {
            @Override
            public long nanos() {
                reads.incrementAndGet();
                return clock.nanos();
            }

            @Override
            public long millis() {
                return clock.millis();
            }
        };
    }

    /** The tick that comes about once a second, whatever happens. */
    private void tickEach(int times, int now) {
        if (now % times == 0) {
            window.tick(TEN_SECONDS);
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            succeeded.incrementAndGet();
            window.success(TEN_SECONDS);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            window.failure(TEN_SECONDS);
        }
    }

    private long total() {
        return window.outcomes(TEN_SECONDS).total();
    }

    private long failures() {
        return window.outcomes(TEN_SECONDS).failures();
    }
}
