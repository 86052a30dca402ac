package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A figure and the interval that holds the true one in 95 of 100 cases, by bootstrap: as wide as
 * the figure varies when forks, and rounds within them, are drawn again with replacement.
 */
record Bootstrap(double value, double low, double high) {
    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;

    /**
     * Estimates several figures of the same samples at once; of one sample none, as it has no
     * error.
     *
     * @param forks the samples of each fork: those of one JVM are more alike than those of two
     * @param figures what is computed of any set of samples, always as many figures
     */
    static <T> List<Bootstrap> of(List<List<T>> forks, Function<List<T>, double[]> figures) {
        List<T> all = forks.stream().flatMap(List::stream).toList();
        double[] values = figures.apply(all);
        if (all.size() < 2) {
            Arrays.fill(values, Double.NaN);
        }
        double[][] resampled = new double[values.length][RESAMPLES];
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < RESAMPLES; i++) {
            double[] drawn = figures.apply(draw(forks, random));
            for (int figure = 0; figure < values.length; figure++) {
                resampled[figure][i] = drawn[figure];
            }
        }
        List<Bootstrap> estimates = new ArrayList<>();
        for (int figure = 0; figure < values.length; figure++) {
            double[] sorted = resampled[figure];
            Arrays.sort(sorted);
            estimates.add(
                    new Bootstrap(
                            values[figure],
                            sorted[(int) (RESAMPLES * TAIL)],
                            sorted[RESAMPLES - 1 - (int) (RESAMPLES * TAIL)]));
        }
        return estimates;
    }

    private static <T> List<T> draw(List<List<T>> forks, SplittableRandom random) {
        List<T> drawn = new ArrayList<>();
        for (int i = 0; i < forks.size(); i++) {
            List<T> fork = forks.get(random.nextInt(forks.size()));
            for (int j = 0; j < fork.size(); j++) {
                drawn.add(fork.get(random.nextInt(fork.size())));
            }
        }
        return drawn;
    }

    static <T> double median(List<T> samples, ToDoubleFunction<T> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The figure and half the width of its interval; a dash for what is not a number. */
    String plusMinus(String format) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, format + " ± " + format, value, (high - low) / 2);
    }

    /** The figure and its interval; a dash for what is not a number. */
    String interval(String format) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(
                Locale.ROOT, format + " [" + format + ", " + format + "]", value, low, high);
    }
}
