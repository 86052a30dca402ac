package io.jdbcwarden.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A mean of independent measurements with half the width of its 95 % confidence interval, by
 * Student's distribution. Of fewer than three measurements there is none.
 */
record Estimate(double mean, double error) {
    private static final double CONFIDENCE = 0.95;

    static Estimate of(double... measured) {
        ListStatistics statistics = new ListStatistics(measured);
        return new Estimate(statistics.getMean(), statistics.getMeanErrorAt(CONFIDENCE));
    }

    /** Mean and error with as many decimals as their size calls for, or a dash without an error. */
    @Override
    public String toString() {
        if (Double.isNaN(mean) || Double.isNaN(error)) {
            return "–";
        }
        double largest = Math.max(Math.abs(mean), error);
        int decimals = largest >= 100 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " ± " + number, mean, error);
    }
}
