package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.StackMode;
import io.jdbcwarden.util.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BorrowStacksTest {
    private static final long CAPTURE_NANOS = 5_000;

    private final CapturingClock clock = new CapturingClock();
    private final BorrowStacks stacks = new BorrowStacks(clock);

    /** How many stacks are captured in so long, borrowing at this rate. */
    private int captured(Duration time, long borrowsPerSecond) {
        long end = clock.now + time.toNanos();
        int captured = 0;
        while (clock.now < end) {
            if (stacks.capture(StackMode.AUTO, null, clock.now) != null) {
                captured++;
            }
            clock.now += 1_000_000_000L / borrowsPerSecond;
        }
        return captured;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 10_000, 1_000_000})
    void spendsHalfAPercentOfTheTimeAtMostAtAnyRate(long borrowsPerSecond) {
        int captured = captured(Duration.ofSeconds(20), borrowsPerSecond);

        assertThat(captured).isPositive();
        assertThat(captured * CAPTURE_NANOS)
                .isLessThanOrEqualTo(Duration.ofMillis(100).toNanos() + CAPTURE_NANOS);
    }

    @Test
    void capturesEachBorrowOfAQuietApplication() {
        assertThat(captured(Duration.ofSeconds(20), 100)).isBetween(1_990, 2_000);
    }

    @Test
    void savesNoMoreThanAMomentForABurst() {
        clock.now += Duration.ofHours(8).toNanos();

        int captured = captured(Duration.ofMillis(100), 1_000_000);

        assertThat(captured * CAPTURE_NANOS).isLessThan(Duration.ofMillis(25).toNanos());
    }

    @Test
    void capturesWhateverItCostsWhereALeakWasOrWhenAsked() {
        captured(Duration.ofSeconds(1), 1_000_000);

        assertThat(stacks.capture(StackMode.ALWAYS, null, clock.now)).isNotNull();
        assertThat(stacks.capture(StackMode.NEVER, null, clock.now)).isNull();
        stacks.leaked(Sessions.of(1, new Object()));
        assertThat(stacks.capture(StackMode.AUTO, null, clock.now)).isNotNull();
    }

    /** Is only asked after a capture, which has then taken its time. */
    private static final class CapturingClock implements Clock {
        long now = 1;

        @Override
        public long nanos() {
            return now += CAPTURE_NANOS;
        }

        @Override
        public long millis() {
            return now / 1_000_000;
        }
    }
}
