package io.jdbcwarden.benchmarks;

import io.jdbcwarden.benchmarks.LoadTask.Loop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each guard costs an application that asks a real PostgreSQL: throughput and latency under
 * each, as ratios to the same JVM with none. {@link LoadOptions#USAGE} says what it takes; tables
 * and raw figures go to its directory, the tables to standard output too.
 */
public final class Load {
    private static final double CALIBRATION_SECONDS = 2;

    private final LoadOptions options;
    private final LoadServer server;
    private final LoadResults results;
    private final List<Guard> guards;
    private final Map<LoadTask, Double> rates = new HashMap<>();

    private Load(LoadOptions options, LoadServer server, LoadResults results, List<Guard> guards) {
        this.options = options;
        this.server = server;
        this.results = results;
        this.guards = guards;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run("load", List.of(arguments));
    }

    /** Measures as the arguments say, into files of this name. */
    static void run(String name, List<String> arguments) throws IOException, InterruptedException {
        LoadOptions options;
        List<Guard> guards;
        try {
            options = new LoadOptions(arguments);
            guards = options.guards();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + LoadOptions.USAGE);
            System.exit(2);
            return;
        }
        Path directory = Files.createDirectories(options.directory());
        int connections =
                (guards.size() + 1) * options.pools().stream().mapToInt(n -> n).max().orElse(1);
        try (LoadServer server = new LoadServer(connections + 10);
                LoadResults results = new LoadResults(directory.resolve(name + ".csv"))) {
            new Load(options, server, results, guards).measure();
            String report = LoadReport.of(results, LoadReport.conditions(options));
            Files.writeString(directory.resolve(name + ".md"), report);
            System.out.print(report);
        }
    }

    private void measure() throws InterruptedException {
        System.err.printf(Locale.ROOT, "about %.0f minutes%n", Math.ceil(seconds() / 60));
        for (int fork = 0; fork < options.forks(); fork++) {
            for (int pool : options.pools()) {
                try (LoadField field =
                        new LoadField(
                                options.jvm(), guards, server.url(), pool, options.directory())) {
                    for (LoadTask task : options.tasks(pool)) {
                        System.err.printf("fork %d: %s%n", fork + 1, task.describe());
                        measure(field, task, fork);
                    }
                }
            }
        }
    }

    private void measure(LoadField field, LoadTask task, int fork) throws InterruptedException {
        // A loop with pauses would warm up in pauses.
        field.warmUp(task.as(Loop.CLOSED), options.warmupSeconds());
        LoadTask rated = task.loop() == Loop.RATE ? task.atRate(rate(field, task)) : task;
        for (int round = 0; round < options.rounds(); round++) {
            server.sweep();
            field.round(
                    rated,
                    options.sliceSeconds(),
                    (guard, pair) -> results.add(rated, fork, guard, pair));
        }
    }

    /** The same in all forks. */
    private double rate(LoadField field, LoadTask task) {
        double wanted = options.rate();
        return wanted > 1
                ? wanted
                : rates.computeIfAbsent(
                        task,
                        t -> {
                            LoadSlice most = field.base(t.as(Loop.CLOSED), CALIBRATION_SECONDS);
                            return Math.rint(wanted * most.throughput() / 100) * 100;
                        });
    }

    /** How long it takes, nearly. */
    private double seconds() {
        double slices = LoadField.slices(guards.size()) * (options.sliceSeconds() + 0.1);
        double task = options.warmupSeconds() * (guards.size() + 1) + options.rounds() * slices;
        double tasks =
                options.pools().stream().mapToDouble(pool -> options.tasks(pool).size()).sum();
        return options.forks() * tasks * task;
    }
}
