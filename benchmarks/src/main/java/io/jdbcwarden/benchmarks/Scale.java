package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the agent's costs grow with the sessions that are open and with the pools: memory, the
 * reaper's pass, the reading of its beans, and the pauses of one who borrows meanwhile.
 *
 * <p>HikariCP itself looks at all connections of a pool for a free one, and copies its list for
 * each new one: at most {@value #MOST_IN_A_POOL} are put into a pool, so that a million takes 200.
 */
public final class Scale {
    private static final int MOST_IN_A_POOL = 5000;
    private static final int SESSIONS_A_POOL = 10;
    private static final int MOST_IN_TABLE = 100_000;

    private final Map<String, List<Double>> measured = new HashMap<>();
    private final Options options;
    private final ChildJvm jvm;
    private final String jdk;
    private final Results results;

    private Scale(Options options) {
        this.options = options;
        jvm = new ChildJvm(options.text("-jvm", ChildJvm.own()));
        jdk = jvm.version();
        results =
                new Results(
                        options.directory(),
                        "scale",
                        "jdk",
                        "sessions",
                        "pools",
                        "guard",
                        "round",
                        "figure",
                        "value");
    }

    public static void main(String[] arguments) {
        new Scale(
                        new Options(
                                        arguments,
                                        "--sessions",
                                        "--pools",
                                        "--rounds",
                                        "--seconds",
                                        "--heap",
                                        "--table",
                                        "-jvm")
                                .only())
                .run();
    }

    private void run() {
        boolean quick = options.isQuick();
        List<Size> sizes = new ArrayList<>();
        String all = "1000,10000,100000,1000000";
        for (int sessions : options.numbers("--sessions", quick ? "1000,10000" : all)) {
            sizes.add(new Size(sessions, (sessions + MOST_IN_A_POOL - 1) / MOST_IN_A_POOL));
        }
        for (int pools : options.numbers("--pools", quick ? "1,10" : "1,10,50,200")) {
            sizes.add(new Size(pools * SESSIONS_A_POOL, pools));
        }
        int rounds = options.number("--rounds", quick ? 3 : 5);
        for (int round = 1; round <= rounds; round++) {
            for (Size size : sizes) {
                measure(size, Guard.NONE, round);
                // No reports of long leases: each session is held long here.
                measure(size, Guard.warden("JDBC Warden", "lease.suspect-after=0"), round);
            }
        }
        String threads =
                ChildJvm.hasVirtualThreads(jdk)
                        ? "each borrowed by a virtual thread"
                        : "all borrowed by one thread";
        results.table(
                "JDK " + jdk + ", sessions " + threads + ", " + rounds + " JVMs each, 95 %",
                table(sizes));
        results.close();
    }

    private record Size(int sessions, int pools) {}

    private void measure(Size size, Guard guard, int round) {
        List<String> lines =
                jvm.run(
                        guard,
                        List.of(
                                "-Xmx" + options.text("--heap", "6g"),
                                "-Dslf4j.internal.verbosity=ERROR"),
                        ManySessions.class,
                        size.sessions(),
                        size.pools(),
                        options.number("--seconds", options.isQuick() ? 3 : 20),
                        !guard.equals(Guard.NONE),
                        options.number("--table", MOST_IN_TABLE));
        System.err.println("round " + round + ", " + size + ", " + guard.name() + ": " + lines);
        for (String line : lines) {
            int equals = line.indexOf('=');
            String figure = line.substring(0, equals);
            double value = Double.parseDouble(line.substring(equals + 1));
            results.measured(
                    jdk, size.sessions(), size.pools(), guard.name(), round, figure, value);
            of(size, guard.equals(Guard.NONE), figure).add(value);
        }
    }

    private List<Double> of(Size size, boolean bare, String figure) {
        return measured.computeIfAbsent(size + (bare ? "-" : "+") + figure, k -> new ArrayList<>());
    }

    private Markdown table(List<Size> sizes) {
        Markdown table =
                new Markdown(
                        "sessions",
                        "pools",
                        "reaper's pass, ms of CPU",
                        "read Active, ms",
                        "read all Metrics, ms",
                        "read all Sessions, ms",
                        "bytes a session over none",
                        "longest borrow, ms: none",
                        "JDBC Warden",
                        "99.99 % of borrows below, µs: none",
                        "JDBC Warden");
        for (Size size : sizes) {
            table.row(
                    size.sessions(),
                    size.pools(),
                    mean(of(size, false, "pass")),
                    mean(of(size, false, "active")),
                    mean(of(size, false, "metrics")),
                    mean(of(size, false, "table")),
                    difference(of(size, false, "bytes"), of(size, true, "bytes")),
                    mean(of(size, true, "max")),
                    mean(of(size, false, "max")),
                    mean(of(size, true, "p9999")),
                    mean(of(size, false, "p9999")));
        }
        return table;
    }

    private static Estimate mean(List<Double> values) {
        return Estimate.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Estimate difference(List<Double> guarded, List<Double> bare) {
        double[] differences = new double[Math.min(guarded.size(), bare.size())];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = guarded.get(i) - bare.get(i);
        }
        return Estimate.of(differences);
    }
}
