package io.jdbcwarden.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SizeRuleTest {
    private static final int HOUR = 3_600;
    private static final int UNKNOWN = -1;

    private final SimulatedPool pool = new SimulatedPool();

    private static SizeRule between(int min, int max) {
        return new SizeRule(min, max);
    }

    @Test
    void growsWhileSomebodyWaitsUntilNobodyDoes() {
        // Twenty connections are needed.
        pool.run(between(5, 40), 5, UNKNOWN, second -> 400, 60);
        assertThat(pool.size()).isBetween(20, 40);
        assertThat(pool.changes(false)).isZero();

        SimulatedPool later = new SimulatedPool();
        later.run(between(5, 40), 5, UNKNOWN, second -> 400, HOUR);
        assertThat(later.size()).isBetween(20, 28);
    }

    @Test
    void doesNotGrowForASecondOfWaiting() {
        pool.run(between(5, 40), 5, UNKNOWN, second -> second % 10 == 0 ? 150 : 20, 300);

        assertThat(pool.largest()).isEqualTo(5);
    }

    @Test
    void shrinksAfterAMinuteOfQuietAndStepByStep() {
        pool.run(between(5, 40), 40, UNKNOWN, second -> 100, 59);
        assertThat(pool.size()).isEqualTo(40);

        SimulatedPool later = new SimulatedPool();
        later.run(between(5, 40), 40, UNKNOWN, second -> 100, 10 * 60);
        assertThat(later.size()).isBetween(5, 8);
        assertThat(later.changes(false)).isBetween(4L, 9L);
    }

    @Test
    void neverLeavesItsBounds() {
        pool.run(between(5, 12), 5, UNKNOWN, second -> second < 600 ? 10_000 : 0, 2 * HOUR);

        assertThat(pool.largest()).isEqualTo(12);
        assertThat(pool.size()).isEqualTo(5);
    }

    @Test
    void comesIntoItsBoundsIfTheApplicationBeganOutsideOfThem() {
        assertThat(between(5, 12).next(3, 0, 0, 0, UNKNOWN)).isEqualTo(5);
        assertThat(between(5, 12).next(50, 0, 0, 0, UNKNOWN)).isEqualTo(12);
    }

    @Test
    void neverGrowsBeyondWhatTheDatabaseHasLeft() {
        pool.run(between(5, 40), 5, 4, second -> 400, 600);

        assertThat(pool.largest()).isEqualTo(9);
    }

    /** The database is what is slow: more connections would only be more load. */
    @Test
    void takesAGrowthBackThatDidNotHelp() {
        SimulatedPool.Demand slow =
                new SimulatedPool.Demand() {
                    @Override
                    public double requests(int second) {
                        return 300;
                    }

                    @Override
                    public int keepsUpWith(int second) {
                        return 8;
                    }
                };
        pool.run(between(5, 40), 10, UNKNOWN, slow, HOUR);

        assertThat(pool.size()).isEqualTo(10);
        assertThat(pool.largest()).isEqualTo(12);
        assertThat(pool.changes(true)).as("attempts in an hour").isLessThanOrEqualTo(8);
    }

    /** Load that comes and goes faster than the minute of quiet must not carry the size along. */
    @Test
    void doesNotFollowLoadThatComesAndGoes() {
        pool.run(between(5, 40), 5, UNKNOWN, second -> second / 90 % 2 == 0 ? 400 : 40, 4 * HOUR);

        assertThat(pool.changes(false)).as("times it shrank in four hours").isLessThan(20);
        assertThat(pool.size()).isGreaterThanOrEqualTo(20);
    }

    /** The table of docs/performance.md. */
    @Test
    void servesNearlyAsALargePoolWithAFifthOfItsConnectionsOnADayWithRampsABurstAndASlowDatabase() {
        SimulatedPool small = day(null, 10);
        SimulatedPool large = day(null, 40);
        SimulatedPool auto = day(between(5, 40), 10);

        System.out.println(
                "| size | wait p95 | p99 | p99.9 | failed | connection-hours | largest |");
        print("10", small);
        print("40", large);
        print("auto:5-40", auto);
        assertThat(auto.failed()).isLessThan(small.failed() / 4);
        assertThat(auto.failed()).isLessThan(large.failed() * 6 / 5);
        assertThat(auto.connectionSeconds()).isLessThan(large.connectionSeconds() / 2);
        assertThat(auto.changes(true) + auto.changes(false)).isLessThan(120);
    }

    private static SimulatedPool day(@Nullable SizeRule rule, int firstSize) {
        SimulatedPool pool = new SimulatedPool();
        pool.run(rule, firstSize, UNKNOWN, new Day(), 24 * HOUR);
        return pool;
    }

    private static void print(String name, SimulatedPool pool) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.2f s | %d | %.0f | %d |%n",
                name,
                pool.waited(95),
                pool.waited(99),
                pool.waited(99.9),
                pool.failed(),
                pool.connectionSeconds() / 3_600.0,
                pool.largest());
    }

    /**
     * Night, a morning that steps, a ramp to noon, a burst at three, and at five the database is
     * slow for a quarter of an hour.
     */
    private static final class Day implements SimulatedPool.Demand {
        @Override
        public double requests(int second) {
            double hour = second / (double) HOUR;
            if (hour < 7 || hour > 21) {
                return 20;
            }
            if (hour >= 15 && hour < 15.1) {
                return 600;
            }
            return hour < 9 ? 80 : hour < 12 ? 80 + (hour - 9) * 50 : 230 - (hour - 12) * 20;
        }

        @Override
        public int keepsUpWith(int second) {
            int from = 17 * HOUR;
            return second >= from && second < from + 15 * 60 ? 4 : 1_000;
        }
    }
}
