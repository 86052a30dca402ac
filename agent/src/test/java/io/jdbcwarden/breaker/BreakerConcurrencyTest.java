package io.jdbcwarden.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.ManualClock;
import io.jdbcwarden.util.Threads;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BreakerConcurrencyTest {
    private static final int THREADS = 16;
    private static final int TRIALS = 3;
    private static final BreakerPolicy POLICY =
            new BreakerPolicy(
                    5,
                    50,
                    20,
                    Duration.ofSeconds(10).toNanos(),
                    Duration.ofSeconds(5).toNanos(),
                    TRIALS);

    private final ManualClock clock = new ManualClock();
    private final Queue<String> transitions = new ConcurrentLinkedQueue<>();
    private final Breaker breaker = breaker(POLICY, clock);

    private Breaker breaker(BreakerPolicy policy, Clock time) {
        return new Breaker(policy, time, (from, to) -> transitions.add(from + " to " + to));
    }

    @RepeatedTest(20)
    void tripsOnceThoughManyThreadsFailAtOnce() throws Exception {
        Threads.together(
                THREADS,
                () -> {
                    for (int i = 0; i < 100; i++) {
                        breaker.failure(breaker.acquire());
                    }
                    return true;
                });

        assertThat(transitions).containsExactly("CLOSED to OPEN");
        assertThat(breaker.trips()).isEqualTo(1);
    }

    @RepeatedTest(20)
    void letsNoMoreThanItsTrialsPassThoughManyThreadsAsk() throws Exception {
        breaker.failure(breaker.acquire());
        while (breaker.state() == BreakerState.CLOSED) {
            breaker.failure(breaker.acquire());
        }
        clock.advance(Duration.ofSeconds(5));
        Set<Long> granted = ConcurrentHashMap.newKeySet();

        Threads.together(
                THREADS,
                () -> {
                    for (int i = 0; i < 100; i++) {
                        long permit = breaker.acquire();
                        if (permit != Breaker.REJECTED) {
                            granted.add(permit);
                        }
                    }
                    return true;
                });

        assertThat(granted).hasSize(TRIALS);
        assertThat(breaker.rejected()).isEqualTo(THREADS * 100 - TRIALS);
        Threads.together(
                TRIALS,
                () -> {
                    granted.forEach(breaker::success);
                    return true;
                });
        assertThat(transitions)
                .containsExactly("CLOSED to OPEN", "OPEN to HALF_OPEN", "HALF_OPEN to CLOSED");
    }

    /** Time flies, and calls end at random: whatever happens, each transition follows the table. */
    @Test
    void keepsToTheTableOfMovesWhateverHappens() throws Exception {
        BreakerPolicy nervous = new BreakerPolicy(3, 50, 10, 1_000_000, 20_000, TRIALS);
        Breaker stormy = breaker(nervous, Clock.SYSTEM);
        AtomicInteger calls = new AtomicInteger();

        Threads.together(
                THREADS,
                () -> {
                    ThreadLocalRandom random = ThreadLocalRandom.current();
                    for (int i = 0; i < 20_000; i++) {
                        long permit = stormy.acquire();
                        if (permit != Breaker.REJECTED) {
                            calls.incrementAndGet();
                            end(stormy, permit, random.nextInt(4));
                        }
                    }
                    return true;
                });

        assertThat(calls.get() + stormy.rejected()).isEqualTo(THREADS * 20_000L);
        assertThat(transitions)
                .isSubsetOf(
                        "CLOSED to OPEN",
                        "OPEN to HALF_OPEN",
                        "HALF_OPEN to OPEN",
                        "HALF_OPEN to CLOSED");
        assertThat(count("CLOSED to OPEN")).isEqualTo(stormy.trips()).isPositive();
        // What goes into a state leaves it again, but for the last one.
        assertThat(count("OPEN to HALF_OPEN") + open(stormy, BreakerState.OPEN))
                .isEqualTo(count("CLOSED to OPEN") + count("HALF_OPEN to OPEN"));
        assertThat(
                        count("HALF_OPEN to OPEN")
                                + count("HALF_OPEN to CLOSED")
                                + open(stormy, BreakerState.HALF_OPEN))
                .isEqualTo(count("OPEN to HALF_OPEN"));
    }

    private static void end(Breaker breaker, long permit, int how) {
        if (how == 0) {
            breaker.failure(permit);
        } else if (how == 1) {
            breaker.ignore(permit);
        } else {
            breaker.success(permit);
        }
    }

    private static int open(Breaker breaker, BreakerState state) {
        return breaker.state() == state ? 1 : 0;
    }

    private long count(String transition) {
        return transitions.stream().filter(transition::equals).count();
    }

    /** The trials of a half-open breaker at one time are never more than it may have. */
    @Test
    void neverHasMoreTrialsUnderWayThanAllowed() throws Exception {
        BreakerPolicy trying = new BreakerPolicy(1, 0, 0, 1_000_000, 0, TRIALS);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Breaker tried = new Breaker(trying, Clock.SYSTEM);
        tried.failure(tried.acquire());

        Threads.together(
                THREADS,
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        long permit = tried.acquire();
                        if (permit != Breaker.REJECTED) {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            underWay.decrementAndGet();
                            // Never a success, so it stays half-open.
                            tried.ignore(permit);
                        }
                    }
                    return true;
                });

        assertThat(most.get()).isBetween(1, TRIALS);
        assertThat(tried.state()).isEqualTo(BreakerState.HALF_OPEN);
    }
}
