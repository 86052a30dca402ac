package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final ManualClock clock = new ManualClock();

    @Test
    void permitsAWholeBucketAtOnceAndNoMore() {
        RateLimit limit = new RateLimit(60, MINUTE, clock);

        assertThat(acquired(limit, 1000)).isEqualTo(60);
    }

    @Test
    void fillsAgainEvenly() {
        RateLimit limit = new RateLimit(60, MINUTE, clock);
        acquired(limit, 60);

        clock.advanceMillis(999);
        assertThat(limit.tryAcquire()).isFalse();
        clock.advanceMillis(1);
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(acquired(limit, 1000)).isEqualTo(10);
    }

    @Test
    void savesUpOneBucketAtMost() {
        RateLimit limit = new RateLimit(60, MINUTE, clock);

        clock.advance(Duration.ofDays(400));

        assertThat(acquired(limit, 1000)).isEqualTo(60);
    }

    @Test
    void givesAWholeBucketEvenIfTheTimeDoesNotDivideEvenly() {
        RateLimit limit = new RateLimit(7, 1_000_000_000L, clock);

        assertThat(acquired(limit, 100)).isEqualTo(7);
        clock.advance(Duration.ofSeconds(2));
        assertThat(acquired(limit, 100)).isEqualTo(7);
    }

    @Test
    void hasNoLimitWhenTheCountIsTheLargest() {
        RateLimit limit = new RateLimit(Integer.MAX_VALUE, 1, clock);

        assertThat(acquired(limit, 10_000)).isEqualTo(10_000);
    }

    @Test
    void neverPermitsMoreToManyThreadsThanToOne() throws Exception {
        RateLimit limit = new RateLimit(1000, MINUTE, clock);

        int sum =
                Threads.together(8, () -> acquired(limit, 10_000)).stream()
                        .mapToInt(Integer::intValue)
                        .sum();

        assertThat(sum).isEqualTo(1000);
    }

    @Test
    void refusesALimitThatMakesNoSense() {
        assertThatThrownBy(() -> new RateLimit(0, MINUTE, clock))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimit(1, 0, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int acquired(RateLimit limit, int tries) {
        int acquired = 0;
        for (int i = 0; i < tries; i++) {
            if (limit.tryAcquire()) {
                acquired++;
            }
        }
        return acquired;
    }
}
