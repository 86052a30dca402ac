package io.jdbcwarden.benchmarks;

import io.jdbcwarden.benchmarks.LoadTask.Loop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is measured, and how long: {@link Load}'s command line. */
final class LoadOptions {
    static final String USAGE =
            """
            -guards a,b      the field: %s
            -scenarios a,b   select1, tpcb
            -pools n,m       sizes of the pool: 10,40
            -loops a,b       closed, rate, burst: closed,rate
            -threads n       that ask the pool; as many as it has connections
            -rate x          of the fixed rate: up to 1 a share of the base's closed loop, found
                             first; above 1 operations a second: 0.5
            -forks n         so often all JVMs are started anew: 5
            -rounds n        of a fork: 10
            -slice s         seconds a JVM works before the next does: 0.5
            -warmup s        seconds each JVM works first, for each case: 5
            -jvm java        the command of the JVMs; the one that runs this
            -o directory     of the results: benchmarks/target/results
            -quick           a look whether it runs: -forks 1 -rounds 3 -slice 0.3 -warmup 3"""
                    .formatted(String.join(",", LoadGuards.names()));

    private final Map<String, String> given = new HashMap<>();

    /**
     * @throws IllegalArgumentException if an option is not one of {@link #USAGE}, or lacks its
     *     value
     */
    LoadOptions(List<String> arguments) {
        put(
                List.of(
                        "-guards", String.join(",", LoadGuards.names()),
                        "-scenarios", "select1,tpcb",
                        "-pools", "10,40",
                        "-loops", "closed,rate"));
        put(List.of("-threads", "0", "-rate", "0.5"));
        put(List.of("-forks", "5", "-rounds", "10", "-slice", "0.5", "-warmup", "5"));
        put(List.of("-jvm", ProcessHandle.current().info().command().orElse("java")));
        put(List.of("-o", "benchmarks/target/results"));
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-quick")) {
                expanded.addAll(
                        List.of("-forks", "1", "-rounds", "3", "-slice", "0.3", "-warmup", "3"));
            } else {
                expanded.add(argument);
            }
        }
        for (int i = 0; i < expanded.size(); i += 2) {
            if (!given.containsKey(expanded.get(i)) || i + 1 == expanded.size()) {
                throw new IllegalArgumentException("not understood: " + expanded.get(i));
            }
        }
        put(expanded);
    }

    private void put(List<String> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            given.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    List<Guard> guards() {
        return LoadGuards.choose(list("-guards").toList());
    }

    List<Integer> pools() {
        return list("-pools").map(Integer::valueOf).toList();
    }

    /** All that is measured with a pool of this size. */
    List<LoadTask> tasks(int pool) {
        int threads = Integer.parseInt(text("-threads"));
        return list("-scenarios")
                .map(name -> LoadScenario.valueOf(name.toUpperCase(Locale.ROOT)))
                .flatMap(
                        scenario ->
                                list("-loops")
                                        .map(name -> Loop.valueOf(name.toUpperCase(Locale.ROOT)))
                                        .map(
                                                loop ->
                                                        new LoadTask(
                                                                scenario,
                                                                pool,
                                                                loop,
                                                                threads == 0 ? pool : threads,
                                                                0)))
                .toList();
    }

    double rate() {
        return number("-rate");
    }

    int forks() {
        return (int) number("-forks");
    }

    int rounds() {
        return (int) number("-rounds");
    }

    double sliceSeconds() {
        return number("-slice");
    }

    double warmupSeconds() {
        return number("-warmup");
    }

    String jvm() {
        return text("-jvm");
    }

    Path directory() {
        return Path.of(text("-o"));
    }

    private double number(String option) {
        return Double.parseDouble(text(option));
    }

    private Stream<String> list(String option) {
        return Stream.of(text(option).split(","));
    }

    private String text(String option) {
        return given.getOrDefault(option, "");
    }
}
