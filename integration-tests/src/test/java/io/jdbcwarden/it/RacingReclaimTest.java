package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The owner closes while the agent takes the connection back: one of the two does it, once. */
class RacingReclaimTest {
    private static final int PAIRS = 4;
    private static final int RACES = 750;
    private static final int SIZE = PAIRS;

    private final Hands hands = new Hands();

    @Test
    void neverLendsAPhysicalConnectionTwiceAndNeverLosesASlot() throws Exception {
        try (TestPool pool = TestPool.of("race", SIZE)) {
            List<Pair> pairs = new ArrayList<>();
            List<FutureTask<Void>> threads = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                Pair both = new Pair();
                pairs.add(both);
                threads.add(Threads.start(() -> own(pool, both)));
                threads.add(Threads.start(() -> takeBack(both)));
            }
            for (FutureTask<Void> thread : threads) {
                thread.get(5, TimeUnit.MINUTES);
            }

            assertThat(hands.shared()).isEmpty();
            int won = pairs.stream().mapToInt(pair -> pair.won).sum();
            System.out.printf(
                    "%d races: the agent won %d, on %d physical connections%n",
                    PAIRS * RACES, won, hands.different());
            assertThat(won).isBetween(RACES / 2, PAIRS * RACES - RACES / 2);
            await().until(() -> pool.reclaims("MANUAL", "EVICTED") == won);
            assertThat(pool.reclaims("MANUAL", "FAILED")).isZero();
            assertAllSlotsAreThere(pool);
        }
    }

    private Void own(TestPool pool, Pair pair) throws Exception {
        for (int race = 0; race < RACES; race++) {
            Connection connection = pool.borrow();
            int pid = TestPool.pid(connection);
            hands.take(pid);
            pair.session = pool.mySession().id();
            pair.start.await(60, TimeUnit.SECONDS);
            hands.giveBack(pid);
            spin(ThreadLocalRandom.current().nextLong(pair.headStartNanos * 2));
            connection.close();
            pair.end.await(60, TimeUnit.SECONDS);
        }
        return null;
    }

    private static Void takeBack(Pair pair) throws Exception {
        for (int race = 0; race < RACES; race++) {
            pair.start.await(60, TimeUnit.SECONDS);
            boolean won = Warden.reclaim(pair.session).endsWith("is being reclaimed");
            pair.won += won ? 1 : 0;
            pair.headStartNanos = Math.max(1_000, pair.headStartNanos * (won ? 9 : 11) / 10);
            pair.end.await(60, TimeUnit.SECONDS);
        }
        return null;
    }

    /** An owner and an operator who meet at the start and at the end of each race. */
    private static final class Pair {
        final CyclicBarrier start = new CyclicBarrier(2);
        final CyclicBarrier end = new CyclicBarrier(2);
        volatile long session;

        /** What the operator needs to be as fast as the owner; found while they race. */
        volatile long headStartNanos = 100_000;

        int won;
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void assertAllSlotsAreThere(TestPool pool) throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pool.numbers().getActiveConnections() == 0);
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            all.add(pool.borrow());
        }
        assertThat(all.stream().map(c -> pidOf(c)).distinct()).hasSize(SIZE);
        assertThat(pool.numbers().getTotalConnections()).isEqualTo(SIZE);
        for (Connection connection : all) {
            connection.close();
        }
        assertThat(pool.sessions()).isEmpty();
    }

    private static int pidOf(Connection connection) {
        try {
            return TestPool.pid(connection);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
