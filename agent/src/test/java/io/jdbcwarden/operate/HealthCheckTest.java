package io.jdbcwarden.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.breaker.BreakerState;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.operate.Health.Status;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private static final PoolNumbers QUIET = new PoolNumbers(1, 9, 10, 0, 10);
    private static final PoolNumbers EXHAUSTED = new PoolNumbers(10, 0, 10, 3, 10);
    private static final PoolNumbers BUSY = new PoolNumbers(10, 0, 10, 0, 10);

    private final TestClock clock = new TestClock();
    private final Incidents incidents = new Incidents(clock);
    private final List<String> hooksOff = new ArrayList<>();
    private final HealthCheck check =
            new HealthCheck(
                    new Pools(
                            Settings.defaults(),
                            clock,
                            new DistinctErrors((kind, error) -> {}),
                            Opener.NONE),
                    incidents,
                    () -> hooksOff,
                    clock);

    private static final class TestClock implements Clock {
        private long millis = 1_000_000;

        @Override
        public long nanos() {
            return millis * 1_000_000;
        }

        @Override
        public long millis() {
            return millis;
        }
    }

    private static Health of(PoolHealth... pools) {
        return HealthCheck.judge(List.of(pools), List.of());
    }

    private static PoolHealth pool(PoolNumbers numbers, BreakerState breaker) {
        return PoolHealth.judge("shop", "eu-west-1", "primary", numbers, breaker, 1500);
    }

    @Test
    void isUpWithoutAnyPool() {
        assertThat(check.check().status()).isEqualTo(Status.UP);
        assertThat(check.check().reasons()).isEmpty();
    }

    @Test
    void isUpWhileAPoolIsFullButNobodyWaits() {
        assertThat(of(pool(QUIET, BreakerState.CLOSED)).status()).isEqualTo(Status.UP);
        assertThat(of(pool(BUSY, BreakerState.CLOSED)).status()).isEqualTo(Status.UP);
    }

    @Test
    void isDegradedWhileThreadsWaitForAnExhaustedPool() {
        Health health = of(pool(EXHAUSTED, BreakerState.CLOSED));

        assertThat(health.status()).isEqualTo(Status.DEGRADED);
        assertThat(health.reasons())
                .containsExactly(
                        "Pool shop (region eu-west-1): exhausted, 10 of 10 connections are borrowed and 3 threads"
                                + " wait.");
    }

    @Test
    void isDegradedWhileABreakerTriesAgain() {
        Health health = of(pool(QUIET, BreakerState.HALF_OPEN));

        assertThat(health.status()).isEqualTo(Status.DEGRADED);
        assertThat(health.reasons()).singleElement().asString().contains("shop", "half-open");
    }

    @Test
    void isDownWhileABreakerIsOpenAndSaysWhenItTriesAgain() {
        Health health = of(pool(QUIET, BreakerState.CLOSED), pool(EXHAUSTED, BreakerState.OPEN));

        assertThat(health.status()).isEqualTo(Status.DOWN);
        assertThat(health.reasons())
                .singleElement()
                .asString()
                .contains("shop", "next try in 1.5 s");
        assertThat(
                        of(PoolHealth.judge("shop", "local", "", QUIET, BreakerState.OPEN, -1))
                                .reasons())
                .first()
                .asString()
                .contains("opened by hand");
    }

    @Test
    void namesTheRegionThatIsDown() {
        PoolHealth up = PoolHealth.judge("a", "eu-west-1", "", QUIET, BreakerState.CLOSED, 0);
        PoolHealth down = PoolHealth.judge("b", "us-east-1", "", QUIET, BreakerState.OPEN, 100);

        assertThat(of(up, down).reasons())
                .containsExactly(
                        "Pool b (region us-east-1): the circuit breaker is open, borrows fail at"
                                + " once; next try in 0.1 s.",
                        "Region us-east-1 is down: no pool of it can borrow.");
    }

    @Test
    void doesNotCallARegionDownThatServesAnotherPool() {
        PoolHealth up = PoolHealth.judge("a", "eu-west-1", "", QUIET, BreakerState.CLOSED, 0);
        PoolHealth down = PoolHealth.judge("b", "eu-west-1", "", QUIET, BreakerState.OPEN, 100);

        assertThat(of(up, down).reasons()).singleElement().asString().startsWith("Pool b");
    }

    @Test
    void isNotDegradedByAPoolThatTellsNothing() {
        assertThat(of(pool(PoolNumbers.UNKNOWN, BreakerState.CLOSED)).status())
                .isEqualTo(Status.UP);
    }

    @Test
    void isDegradedByAHookThatIsSwitchedOff() {
        hooksOff.add("servlet");

        assertThat(check.check().status()).isEqualTo(Status.DEGRADED);
        assertThat(check.check().reasons()).singleElement().asString().contains("servlet");
    }

    @Test
    void isDegradedByAnAlarmForAWhile() {
        incidents.add("alarm", "shop", "here", "a slot did not come back", "");
        clock.millis += 60_000;

        assertThat(check.check().status()).isEqualTo(Status.DEGRADED);
        assertThat(check.check().reasons())
                .containsExactly("Pool shop: a slot did not come back, 60 s ago.");

        clock.millis += HealthCheck.ALARM_MILLIS;
        assertThat(check.check().status()).isEqualTo(Status.UP);
    }

    @Test
    void isTheWorstOfItsParts() {
        Health health =
                HealthCheck.judge(
                        List.of(pool(QUIET, BreakerState.OPEN)), List.of("A hook is off."));

        assertThat(health.status()).isEqualTo(Status.DOWN);
        assertThat(health.reasons()).hasSize(3);
        assertThat(health.pools()).hasSize(1);
    }

    @Test
    void isANumberForPrometheus() {
        assertThat(Status.UP.number()).isEqualTo(1);
        assertThat(Status.DEGRADED.number()).isEqualTo(0.5);
        assertThat(Status.DOWN.number()).isEqualTo(0);
    }
}
