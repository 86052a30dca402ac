package io.jdbcwarden.benchmarks;

import java.util.Collection;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.runner.options.WarmupMode;

/**
 * What one JVM measured.
 *
 * @param threads that did it
 * @param nanos an operation: as its thread sees it, or, where {@link ContendedBenchmark} says so,
 *     the time from one operation's end to the next one's, whichever thread does it
 * @param bytes allocated an operation; NaN if unknown
 */
record Fork(int threads, double nanos, double bytes) {

    /**
     * Starts a JVM of its own.
     *
     * @param given JMH's options from the command line, which win
     * @throws IllegalStateException if it fails
     */
    static Fork run(
            Scenario scenario,
            Guard guard,
            org.openjdk.jmh.runner.options.Options given,
            boolean quick)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .parent(given)
                        .include(scenario.pattern())
                        .forks(1)
                        .warmupMode(WarmupMode.INDI)
                        .verbosity(given.verbosity().orElse(VerboseMode.SILENT))
                        .shouldFailOnError(true)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(arguments(guard));
        if (scenario.isVirtual()) {
            options.threads(1); // which starts the others
        } else if (scenario.threads() > 0) {
            options.threads(scenario.threads());
        }
        options.warmupIterations(given.getWarmupIterations().orElse(quick ? 3 : 6));
        options.measurementIterations(given.getMeasurementIterations().orElse(quick ? 2 : 5));
        TimeValue time = TimeValue.milliseconds(quick ? 200 : 500);
        options.warmupTime(given.getWarmupTime().orElse(time));
        options.measurementTime(given.getMeasurementTime().orElse(time));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException("the JVM failed; -v NORMAL shows why");
        }
        return of(scenario, results.iterator().next());
    }

    private static String[] arguments(Guard guard) {
        return Stream.concat(
                        Stream.of("-Xms512m", "-Xmx512m", "-Dslf4j.internal.verbosity=ERROR"),
                        guard.jvmArguments().stream())
                .toArray(String[]::new);
    }

    private static Fork of(Scenario scenario, RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        boolean isRate = time.getScoreUnit().equals("ops/s");
        return new Fork(
                scenario.isVirtual() ? scenario.threads() : result.getParams().getThreads(),
                isRate ? 1e9 / time.getScore() : time.getScore(),
                bytes == null ? Double.NaN : bytes.getScore());
    }
}
