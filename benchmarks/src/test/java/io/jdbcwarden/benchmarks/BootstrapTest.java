package io.jdbcwarden.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int FORKS = 20;
    private static final int ROUNDS = 20;

    @Test
    void holdsTheTrueFigureAboutAsOftenAsItSays() {
        int held = 0;
        for (int seed = 0; seed < 40; seed++) {
            Bootstrap estimate = mean(samples(seed, 0.01));
            held += estimate.low() <= 1 && 1 <= estimate.high() ? 1 : 0;
        }

        assertThat(held).isGreaterThanOrEqualTo(33);
    }

    @Test
    void isWiderWhereForksDifferThanWhereOnlyRoundsDo() {
        double alike = width(mean(samples(1, 0)));
        double unlike = width(mean(samples(1, 0.1)));

        assertThat(unlike).isGreaterThan(3 * alike);
    }

    @Test
    void hasNoErrorWhereNothingVaries() {
        Bootstrap estimate = mean(Collections.nCopies(3, Collections.nCopies(5, 2.0)));

        assertThat(estimate).isEqualTo(new Bootstrap(2, 2, 2));
        assertThat(estimate.interval("%.1f")).isEqualTo("2.0 [2.0, 2.0]");
    }

    @Test
    void tellsNothingOfOneSampleAlone() {
        Bootstrap estimate = mean(List.of(List.of(2.0)));

        assertThat(estimate.interval("%.1f")).isEqualTo("–");
        assertThat(estimate.plusMinus("%.1f")).isEqualTo("–");
    }

    @Test
    void takesTheMiddleOfTheTwoMiddleSamplesForTheMedian() {
        assertThat(Bootstrap.median(List.of(1, 9, 3), n -> n)).isEqualTo(3);
        assertThat(Bootstrap.median(List.of(1, 9, 3, 4), n -> n)).isEqualTo(3.5, within(1e-9));
    }

    private static Bootstrap mean(List<List<Double>> forks) {
        return Bootstrap.of(
                        forks,
                        all ->
                                new double[] {
                                    all.stream().mapToDouble(n -> n).average().orElseThrow()
                                })
                .get(0);
    }

    private static double width(Bootstrap estimate) {
        return estimate.high() - estimate.low();
    }

    /** Around 1, each fork around its own mean. */
    private static List<List<Double>> samples(long seed, double forksDiffer) {
        Random random = new Random(seed);
        List<List<Double>> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            double mean = 1 + forksDiffer * random.nextGaussian();
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(mean + 0.02 * random.nextGaussian());
            }
            forks.add(rounds);
        }
        return forks;
    }
}
