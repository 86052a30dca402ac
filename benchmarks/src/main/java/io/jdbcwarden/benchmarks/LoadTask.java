package io.jdbcwarden.benchmarks;

import java.util.Locale;

/**
 * What a measured JVM is told to do for a while.
 *
 * @param pool how many connections the pool has
 * @param threads how many threads ask it
 * @param rate operations a second of {@link Loop#RATE}; 0 in the others
 */
record LoadTask(LoadScenario scenario, int pool, Loop loop, int threads, double rate) {

    /** When the next operation starts. */
    enum Loop {
        /** When the one before it on its thread has ended. */
        CLOSED,
        /** At its time, whatever became of those before; a late start counts as latency. */
        RATE,
        /**
         * All threads at once, each one operation; again when the last has ended. What is counted
         * and timed is such a round.
         */
        BURST
    }

    LoadTask atRate(double perSecond) {
        return new LoadTask(scenario, pool, loop, threads, perSecond);
    }

    LoadTask as(Loop other) {
        return new LoadTask(scenario, pool, other, threads, 0);
    }

    /** In words without blanks inside, for {@link #parse}. */
    String text() {
        return scenario + " " + pool + " " + loop + " " + threads + " " + rate;
    }

    static LoadTask parse(String text) {
        String[] words = text.split(" ");
        return new LoadTask(
                LoadScenario.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Loop.valueOf(words[2]),
                Integer.parseInt(words[3]),
                Double.parseDouble(words[4]));
    }

    /** For people. */
    String describe() {
        String how =
                switch (loop) {
                    case CLOSED -> "closed loop of " + threads;
                    case RATE ->
                            rate == 0
                                    ? "fixed rate"
                                    : String.format(Locale.ROOT, "%.0f/s by %d", rate, threads);
                    case BURST -> "rounds of " + threads + " at once";
                };
        return scenario.name().toLowerCase(Locale.ROOT) + ", pool " + pool + ", " + how;
    }
}
