package io.jdbcwarden.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final ManualClock clock = new ManualClock();
    private final LogLimit limit = new LogLimit(2, clock);

    @Test
    void givesEachKindALimitOfItsOwn() {
        assertThat(limit.tryAcquire("IDLE")).isZero();
        assertThat(limit.tryAcquire("IDLE")).isZero();
        assertThat(limit.tryAcquire("IDLE")).isEqualTo(-1);

        assertThat(limit.tryAcquire("EXPIRED")).isZero();
    }

    @Test
    void saysOnceHowManyWereLeftOut() {
        for (int i = 0; i < 7; i++) {
            limit.tryAcquire("IDLE");
        }

        clock.advance(Duration.ofMinutes(1));

        assertThat(limit.tryAcquire("IDLE")).isEqualTo(5);
        assertThat(limit.tryAcquire("IDLE")).isZero();
    }
}
