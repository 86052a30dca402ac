package io.jdbcwarden.benchmarks;

import java.io.File;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs one benchmark under each guard in turn and prints them side by side. Takes JMH's own options
 * ({@code -t 2 -f 3 -i 5}); the agent's jar is the system property {@code agent.jar}.
 */
public final class Compare {
    private Compare() {}

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        Map<String, Map<String, String>> table = new TreeMap<>();
        for (Map.Entry<String, String[]> guard : guards().entrySet()) {
            Collection<RunResult> results =
                    new Runner(
                                    new OptionsBuilder()
                                            .parent(given)
                                            .include(BorrowBenchmark.class.getSimpleName())
                                            .addProfiler(GCProfiler.class)
                                            .jvmArgsAppend(guard.getValue())
                                            .build())
                            .run();
            for (RunResult result : results) {
                String name = result.getPrimaryResult().getLabel();
                table.computeIfAbsent(name, n -> new LinkedHashMap<>())
                        .put(guard.getKey(), figures(result));
            }
        }
        print(table);
    }

    /** Nobody; the pool's own leak detection; the agent, with borrow stacks or without. */
    private static Map<String, String[]> guards() {
        File jar = new File(System.getProperty("agent.jar", "agent/target/jdbc-warden.jar"));
        if (!jar.isFile()) {
            throw new IllegalStateException(
                    "no agent at " + jar.getAbsolutePath() + ": build it, or set -Dagent.jar");
        }
        String agent = "-javaagent:" + jar.getAbsolutePath() + "=log.level=error";
        Map<String, String[]> guards = new LinkedHashMap<>();
        guards.put("none", new String[0]);
        guards.put("HikariCP leak detection", new String[] {"-Dhikari.leak=60000"});
        guards.put("JDBC Warden, stack=never", new String[] {agent + ",stack=never"});
        guards.put("JDBC Warden, stack=auto", new String[] {agent});
        guards.put("JDBC Warden, stack=always", new String[] {agent + ",stack=always"});
        return guards;
    }

    private static String figures(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "%.0f ± %.0f ns, %.0f B",
                time.getScore(),
                time.getScoreError(),
                bytes == null ? Double.NaN : bytes.getScore());
    }

    private static void print(Map<String, Map<String, String>> table) {
        System.out.println();
        System.out.println("JDK " + System.getProperty("java.version"));
        for (Map.Entry<String, Map<String, String>> benchmark : table.entrySet()) {
            System.out.println();
            System.out.println("| " + benchmark.getKey() + " | time and bytes an operation |");
            System.out.println("|---|---|");
            benchmark
                    .getValue()
                    .forEach(
                            (guard, text) ->
                                    System.out.println("| " + guard + " | " + text + " |"));
        }
    }
}
