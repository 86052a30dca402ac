package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done again and again under each guard: a benchmark method, by a number of threads.
 *
 * @param name as the options and the tables know it
 * @param threads how many; 0 for as many as JMH's own {@code -t} says
 * @param isVirtual whether they are virtual threads, which need JDK 21
 */
record Scenario(String name, Class<?> type, String method, int threads, boolean isVirtual) {
    private static final List<Scenario> ALL = all();

    private static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.add(new Scenario("borrow", BorrowBenchmark.class, "borrowAndReturn", 0, false));
        all.add(new Scenario("statement", StatementBenchmark.class, "statement", 0, false));
        all.add(new Scenario("prepared", StatementBenchmark.class, "prepared", 0, false));
        all.add(new Scenario("reuse", StatementBenchmark.class, "reuse", 0, false));
        all.add(new Scenario("request", BorrowBenchmark.class, "request", 0, false));
        for (int threads : new int[] {1, 2, 8, 64}) {
            all.add(
                    new Scenario(
                            "contended-" + threads,
                            ContendedBenchmark.class,
                            "contended",
                            threads,
                            false));
        }
        all.add(
                new Scenario(
                        "virtual-1000",
                        CrowdBenchmark.class,
                        "crowd",
                        CrowdBenchmark.THREADS,
                        true));
        return List.copyOf(all);
    }

    /** The regular expression by which JMH finds the benchmark. */
    String pattern() {
        return "^" + type.getName().replace(".", "\\.") + "\\." + method + "$";
    }

    /**
     * Those that a list of names asks for; a name may be the beginning of several.
     *
     * @throws IllegalArgumentException if a name fits none
     */
    static List<Scenario> named(String names) {
        return names.equals("all") ? ALL : Names.pick(ALL, Scenario::name, names);
    }

    /** All names, for the usage text. */
    static String names() {
        return String.join(" ", ALL.stream().map(Scenario::name).toList());
    }

    /** Whether {@code version}, such as 17.0.9, can run it. */
    boolean runsOn(String version) {
        return !isVirtual || ChildJvm.hasVirtualThreads(version);
    }
}
