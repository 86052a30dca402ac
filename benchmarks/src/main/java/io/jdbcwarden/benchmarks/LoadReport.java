package io.jdbcwarden.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The tables of a load test, in Markdown: a figure never without its error. */
final class LoadReport {
    private static final String HEAD =
            """
            | guard | throughput/s | × none | mean × none | p50 µs | p99 µs | p99.9 µs | p99 × none |
            |---|---|---|---|---|---|---|---|
            """;
    private static final String RATIO = "%.3f";
    private static final int FEWEST_BEYOND = 10;

    private LoadReport() {}

    static String of(LoadResults results, String conditions) {
        StringBuilder report = new StringBuilder(conditions);
        results.all()
                .forEach(
                        (task, guards) -> {
                            report.append("\n**").append(task.describe()).append("**\n\n");
                            report.append(HEAD);
                            guards.forEach((name, forks) -> report.append(row(name, forks)));
                        });
        return report.toString();
    }

    private static String row(String name, List<List<LoadPair>> forks) {
        boolean base = name.equals(Guard.NONE.name());
        List<Bootstrap> estimates = Bootstrap.of(forks, LoadReport::figures);
        StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
        row.add(name);
        row.add(estimates.get(0).plusMinus("%.0f"));
        row.add(base ? "1" : estimates.get(1).interval(RATIO));
        row.add(base ? "1" : estimates.get(2).interval(RATIO));
        for (int i = 3; i < 6; i++) {
            row.add(estimates.get(i).plusMinus("%.0f"));
        }
        row.add(base ? "1" : estimates.get(6).interval(RATIO));
        return row.toString();
    }

    /** Ratios are medians over the rounds; percentiles are those of all operations together. */
    private static double[] figures(List<LoadPair> pairs) {
        LoadHistogram all = new LoadHistogram();
        pairs.forEach(pair -> all.add(pair.guarded().latencies()));
        return new double[] {
            Bootstrap.median(pairs, pair -> pair.guarded().throughput()),
            Bootstrap.median(pairs, LoadPair::throughputRatio),
            Bootstrap.median(pairs, LoadPair::meanRatio),
            micros(all, 0.5),
            micros(all, 0.99),
            micros(all, 0.999),
            Bootstrap.median(pairs, pair -> pair.percentileRatio(0.99))
        };
    }

    /** Not a number if too few operations took longer for their share to mean anything. */
    private static double micros(LoadHistogram latencies, double share) {
        return latencies.count() * (1 - share) < FEWEST_BEYOND
                ? Double.NaN
                : latencies.percentile(share) / 1e3;
    }

    /** What the figures are and under what they were had. */
    static String conditions(LoadOptions options) {
        return String.format(
                Locale.ROOT,
                """
                PostgreSQL over loopback (no fsync, no autovacuum); it, its clients and what measures
                them share %d processors. Of several JVMs, one for each guard, one works at a time.
                %d forks of %d rounds of 2 slices of %.2f s for each JVM. A ratio is the median over
                the rounds, a percentile that of all operations; an interval holds the true figure
                in 95 of 100 cases (bootstrap over forks and rounds; with fewer than 5 forks it is
                too narrow).
                """,
                Runtime.getRuntime().availableProcessors(),
                options.forks(),
                options.rounds(),
                options.sliceSeconds());
    }
}
