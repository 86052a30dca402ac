package io.jdbcwarden.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.util.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long OPEN_FOR = Duration.ofSeconds(5).toNanos();
    private static final BreakerPolicy POLICY = new BreakerPolicy(5, 50, 20, WINDOW, OPEN_FOR, 3);
    private static final BreakerPolicy RATE_ONLY =
            new BreakerPolicy(0, 50, 20, WINDOW, OPEN_FOR, 3);

    private final ManualClock clock = new ManualClock();
    private final List<String> transitions = new ArrayList<>();
    private final Breaker breaker =
            new Breaker(POLICY, clock, (from, to) -> transitions.add(from + " to " + to));

    @Test
    void letsEverybodyPassAtFirst() {
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.acquire()).isPositive();
        assertThat(breaker.failureRate()).isZero();
        assertThat(breaker.trips()).isZero();
        assertThat(breaker.rejected()).isZero();
        assertThat(breaker.openedAtMillis()).isZero();
        assertThat(breaker.retryInMillis()).isZero();
    }

    @Test
    void opensAfterSoManyFailuresInARow() {
        fail(breaker, 4);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);

        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.trips()).isEqualTo(1);
        assertThat(breaker.failureRate()).isEqualTo(1);
        assertThat(breaker.openedAtMillis()).isEqualTo(clock.millis());
        assertThat(transitions).containsExactly("CLOSED to OPEN");
    }

    @Test
    void startsCountingTheRowAnewAfterASuccess() {
        fail(breaker, 4);
        succeed(breaker, 1);
        fail(breaker, 4);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void failuresInARowMayBeHoursApart() {
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofHours(1));
            fail(breaker, 1);
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void opensAtARateOfFailures() {
        Breaker rated = new Breaker(RATE_ONLY, clock);
        for (int i = 0; i < 9; i++) {
            succeed(rated, 1);
            fail(rated, 1);
        }
        succeed(rated, 1);
        assertThat(rated.state()).isEqualTo(BreakerState.CLOSED);

        fail(rated, 1);

        assertThat(rated.state()).isEqualTo(BreakerState.OPEN);
        assertThat(rated.failureRate()).isEqualTo(0.5);
    }

    @Test
    void staysClosedBelowTheRate() {
        Breaker rated = new Breaker(RATE_ONLY, clock);
        for (int i = 0; i < 100; i++) {
            succeed(rated, 2);
            fail(rated, 1);
            clock.advanceMillis(10);
        }

        assertThat(rated.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(rated.failureRate()).isBetween(0.33, 0.34);
    }

    @Test
    void doesNotTakeARateOverTooFewOutcomes() {
        Breaker rated = new Breaker(RATE_ONLY, clock);

        fail(rated, 19);
        assertThat(rated.state()).isEqualTo(BreakerState.CLOSED);
        fail(rated, 1);

        assertThat(rated.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void forgetsOutcomesThatLeftTheWindow() {
        Breaker rated = new Breaker(RATE_ONLY, clock);
        fail(rated, 19);

        clock.advance(Duration.ofSeconds(12));
        fail(rated, 1);

        assertThat(rated.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(rated.failureRate()).isEqualTo(1);
    }

    @Test
    void rejectsWhileOpenAndSaysWhenToRetry() {
        fail(breaker, 5);
        clock.advanceMillis(1_200);

        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);

        assertThat(breaker.rejected()).isEqualTo(2);
        assertThat(breaker.retryInMillis()).isEqualTo(3_800);
    }

    @Test
    void roundsTheTimeToRetryUp() {
        fail(breaker, 5);
        clock.advanceNanos(OPEN_FOR - 1);

        assertThat(breaker.retryInMillis()).isEqualTo(1);
        clock.advanceNanos(1);
        assertThat(breaker.retryInMillis()).isZero();
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void letsSoManyTrialsPassWhenHalfOpen() {
        fail(breaker, 5);
        clock.advance(Duration.ofSeconds(5));

        assertThat(breaker.acquire()).isPositive();
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.acquire()).isPositive();
        assertThat(breaker.acquire()).isPositive();
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
    }

    @Test
    void closesWhenAllTrialsSucceeded() {
        long[] trials = halfOpenWithThreeTrials();

        breaker.success(trials[1]);
        breaker.success(trials[0]);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        breaker.success(trials[2]);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.failureRate()).isZero();
        assertThat(transitions)
                .containsExactly("CLOSED to OPEN", "OPEN to HALF_OPEN", "HALF_OPEN to CLOSED");
    }

    @Test
    void opensAgainWhenOneTrialFails() {
        long[] trials = halfOpenWithThreeTrials();
        long openedAt = breaker.openedAtMillis();

        breaker.success(trials[0]);
        breaker.failure(trials[1]);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.retryInMillis()).isEqualTo(5_000);
        assertThat(breaker.trips()).as("it is the same outage").isEqualTo(1);
        assertThat(breaker.openedAtMillis()).isEqualTo(openedAt);
        breaker.success(trials[2]);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void aTrialThatSaysNothingMakesRoomForAnother() {
        long[] trials = halfOpenWithThreeTrials();

        breaker.ignore(trials[0]);

        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        long another = breaker.acquire();
        assertThat(another).isPositive();
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        breaker.success(trials[1]);
        breaker.success(trials[2]);
        breaker.success(another);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aTrialCountsOnce() {
        long[] trials = halfOpenWithThreeTrials();

        breaker.success(trials[0]);
        breaker.success(trials[0]);
        breaker.success(trials[0]);

        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void givesUpTrialsWhoseOutcomeNeverComes() {
        long[] lost = halfOpenWithThreeTrials();

        clock.advance(Duration.ofSeconds(59));
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            long trial = breaker.acquire();
            assertThat(trial).isPositive();
            breaker.success(trial);
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        breaker.failure(lost[0]);
        assertThat(breaker.failureRate()).isZero();
    }

    @Test
    void waitsForTrialsAsLongAsItIsOpen() {
        breaker.policy(new BreakerPolicy(5, 50, 20, WINDOW, Duration.ofMinutes(5).toNanos(), 1));
        fail(breaker, 5);
        clock.advance(Duration.ofMinutes(5));
        assertThat(breaker.acquire()).isPositive();

        clock.advance(Duration.ofMinutes(4));
        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(breaker.acquire()).isPositive();
    }

    @Test
    void outcomesOfAnEarlierStateSayNothing() {
        long before = breaker.acquire();
        fail(breaker, 5);
        breaker.success(before);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);

        clock.advance(Duration.ofSeconds(5));
        long trial = breaker.acquire();
        breaker.failure(before);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);

        breaker.close();
        for (int i = 0; i < 10; i++) {
            breaker.failure(before);
            breaker.failure(trial);
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aRejectedCallThatIsMadeAllTheSameSaysNothing() {
        for (int i = 0; i < 10; i++) {
            breaker.failure(Breaker.REJECTED);
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.failureRate()).isZero();
    }

    @Test
    void ignoredCallsNeitherTripNorEndARow() {
        fail(breaker, 4);
        for (int i = 0; i < 50; i++) {
            breaker.ignore(breaker.acquire());
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);

        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void staysOpenWhenOpenedByHand() {
        breaker.open();
        clock.advance(Duration.ofDays(1));

        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        assertThat(breaker.retryInMillis()).isEqualTo(-1);
        assertThat(breaker.openedAtMillis()).isPositive();
        assertThat(breaker.trips()).isZero();

        breaker.close();

        assertThat(breaker.acquire()).isPositive();
        assertThat(transitions).containsExactly("CLOSED to OPEN", "OPEN to CLOSED");
    }

    @Test
    void openingByHandKeepsATrippedBreakerOpen() {
        fail(breaker, 5);
        breaker.open();
        clock.advance(Duration.ofDays(1));

        assertThat(breaker.acquire()).isEqualTo(Breaker.REJECTED);
        assertThat(transitions).containsExactly("CLOSED to OPEN");
    }

    @Test
    void closingByHandBeginsWithoutOldFailures() {
        fail(breaker, 5);
        breaker.close();
        fail(breaker, 4);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.trips()).isEqualTo(1);
    }

    @Test
    void closingAClosedOneForgetsNothing() {
        fail(breaker, 4);
        breaker.close();
        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void resetForgetsEverything() {
        fail(breaker, 5);
        breaker.acquire();

        breaker.reset();

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.trips()).isZero();
        assertThat(breaker.rejected()).isZero();
        assertThat(breaker.openedAtMillis()).isZero();
        assertThat(breaker.failureRate()).isZero();
        fail(breaker, 4);
        breaker.reset();
        fail(breaker, 4);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void takesANewPolicyWhileItRuns() {
        fail(breaker, 2);
        breaker.policy(new BreakerPolicy(3, 0, 0, WINDOW, Duration.ofSeconds(1).toNanos(), 1));
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);

        clock.advance(Duration.ofSeconds(1));
        breaker.success(breaker.acquire());

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void keepsWorkingWhenTheListenerThrows() {
        Breaker told =
                new Breaker(
                        POLICY,
                        clock,
                        (from, to) -> {
                            throw new IllegalStateException("not now");
                        });

        fail(told, 5);

        assertThat(told.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void refusesAPolicyThatMakesNoSense() {
        assertThatThrownBy(() -> new BreakerPolicy(5, 50, 20, WINDOW, OPEN_FOR, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 trials");
        assertThatThrownBy(() -> new BreakerPolicy(5, 101, 20, WINDOW, OPEN_FOR, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerPolicy(5, 50, 20, 0, OPEN_FOR, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private long[] halfOpenWithThreeTrials() {
        fail(breaker, 5);
        clock.advance(Duration.ofSeconds(5));
        return new long[] {breaker.acquire(), breaker.acquire(), breaker.acquire()};
    }

    private static void fail(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failure(breaker.acquire());
        }
    }

    private static void succeed(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.success(breaker.acquire());
        }
    }
}
