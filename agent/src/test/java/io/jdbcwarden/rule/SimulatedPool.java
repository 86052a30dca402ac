package io.jdbcwarden.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool and its database, second by second: so many requests come, each holds a connection for a
 * while, and a database serves only so many at once at full speed.
 */
final class SimulatedPool {
    /** What happens in a second. */
    interface Demand {
        /** Requests that come. */
        double requests(int second);

        /** How long each holds a connection, in seconds, while the database keeps up. */
        default double holdSeconds(int second) {
            return 0.05;
        }

        /** So many connections at once the database serves at full speed, and no more work. */
        default int keepsUpWith(int second) {
            return 1_000;
        }
    }

    /** Who has waited for so long gives up. */
    private static final int TIMEOUT_SECONDS = 10;

    private final List<Integer> sizes = new ArrayList<>();
    private final List<double[]> waits = new ArrayList<>();
    private double backlog;
    private double failed;
    private long connectionSeconds;

    /** Follows the rule; a rule of null keeps the size. */
    void run(@Nullable SizeRule rule, int firstSize, int left, Demand demand, int seconds) {
        int size = firstSize;
        for (int second = 0; second < seconds; second++) {
            double hold = demand.holdSeconds(second);
            double atFullSpeed = Math.min(size, demand.keepsUpWith(second)) / hold;
            double present = backlog + demand.requests(second);
            double served = Math.min(present, atFullSpeed);
            // Who comes now waits until those before it were served.
            waits.add(new double[] {backlog / atFullSpeed, served});
            double patient = Math.min(present - served, atFullSpeed * TIMEOUT_SECONDS);
            failed += present - served - patient;
            backlog = patient;
            int pending = (int) Math.floor(backlog);
            int active = pending > 0 ? size : (int) Math.min(size, Math.ceil(served * hold));
            sizes.add(size);
            connectionSeconds += size;
            if (rule != null) {
                int wanted = rule.next(size, active, pending, Math.round(served), left);
                left = left < 0 ? left : left - (wanted - size);
                size = wanted;
            }
        }
    }

    int size() {
        return sizes.get(sizes.size() - 1);
    }

    int largest() {
        return sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** How often it grew, and how often it shrank. */
    long changes(boolean up) {
        long changes = 0;
        for (int i = 1; i < sizes.size(); i++) {
            int by = sizes.get(i) - sizes.get(i - 1);
            changes += (up ? by > 0 : by < 0) ? 1 : 0;
        }
        return changes;
    }

    /** Requests that gave up waiting. */
    long failed() {
        return Math.round(failed);
    }

    long connectionSeconds() {
        return connectionSeconds;
    }

    /** The wait that so many of a hundred requests did not exceed, in seconds. */
    double waited(double percent) {
        List<double[]> sorted = new ArrayList<>(waits);
        sorted.sort((a, b) -> Double.compare(a[0], b[0]));
        double all = sorted.stream().mapToDouble(wait -> wait[1]).sum();
        double seen = 0;
        for (double[] wait : sorted) {
            seen += wait[1];
            if (seen >= all * percent / 100) {
                return wait[0];
            }
        }
        return 0;
    }
}
