package io.jdbcwarden.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What all forks of a run measured, and the tables of it. */
final class Comparison {
    private final String jdk;
    private final Results results;
    private final Map<String, Map<Integer, Fork>> forks = new HashMap<>();

    Comparison(String jdk, String directory) {
        this.jdk = jdk;
        this.results =
                new Results(
                        directory,
                        "compare",
                        "jdk",
                        "scenario",
                        "threads",
                        "guard",
                        "round",
                        "nanos",
                        "bytes");
    }

    void add(Scenario scenario, Guard guard, int round, Fork fork) {
        of(scenario, guard).put(round, fork);
        results.measured(
                jdk,
                scenario.name(),
                fork.threads(),
                guard.name(),
                round,
                fork.nanos(),
                fork.bytes());
    }

    /** One scenario under the guards of one pool. */
    void print(Scenario scenario, Matchup matchup) {
        Map<Integer, Fork> base = of(scenario, matchup.base());
        Markdown table =
                new Markdown(
                        scenario.name(),
                        "ns an operation",
                        "over " + matchup.base().name(),
                        "bytes",
                        "over " + matchup.base().name());
        for (Guard guard : matchup.guards()) {
            Map<Integer, Fork> guarded = of(scenario, guard);
            boolean isBase = guard.equals(matchup.base());
            table.row(
                    guard.name(),
                    mean(guarded, Fork::nanos),
                    isBase ? "" : difference(guarded, base, Fork::nanos),
                    mean(guarded, Fork::bytes),
                    isBase ? "" : difference(guarded, base, Fork::bytes));
        }
        results.table(title(scenario, matchup, base), table);
    }

    void close() {
        results.close();
    }

    private String title(Scenario scenario, Matchup matchup, Map<Integer, Fork> base) {
        int threads = base.values().stream().mapToInt(Fork::threads).max().orElse(0);
        return String.format(
                "%s, %s: JDK %s, %d %sthreads, %d JVMs each; means with 95 %% confidence",
                matchup.name(),
                scenario.name(),
                jdk,
                threads,
                scenario.isVirtual() ? "virtual " : "",
                base.size());
    }

    private static Estimate mean(Map<Integer, Fork> forks, ToDoubleFunction<Fork> figure) {
        return Estimate.of(forks.values().stream().mapToDouble(figure).toArray());
    }

    /** Of the rounds that have both. */
    private static Estimate difference(
            Map<Integer, Fork> guarded, Map<Integer, Fork> base, ToDoubleFunction<Fork> figure) {
        return Estimate.of(
                guarded.entrySet().stream()
                        .filter(round -> base.containsKey(round.getKey()))
                        .mapToDouble(
                                round ->
                                        figure.applyAsDouble(round.getValue())
                                                - figure.applyAsDouble(base.get(round.getKey())))
                        .toArray());
    }

    private Map<Integer, Fork> of(Scenario scenario, Guard guard) {
        return forks.computeIfAbsent(scenario.name() + "/" + guard.name(), key -> new TreeMap<>());
    }
}
