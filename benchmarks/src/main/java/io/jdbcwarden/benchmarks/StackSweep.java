package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What share of a core borrow stacks take, by the rate of borrows and the depth of the stack they
 * are made at: {@code stack=auto} promises at most one percent at any rate.
 *
 * <p>Two JVMs differ by more than that in what a borrow costs. So each JVM switches between {@code
 * never}, {@code auto} and {@code always} while it runs ({@link PacedBorrower}), and the figures
 * are means over JVMs of the differences within each.
 */
public final class StackSweep {
    private static final String RATES = "100,1000,10000,100000,0";

    private StackSweep() {}

    public static void main(String[] arguments) {
        Options options =
                new Options(arguments, "--jvms", "--windows", "--rates", "--depths", "-jvm").only();
        boolean quick = options.isQuick();
        int jvms = options.number("--jvms", quick ? 3 : 5);
        int windows = options.number("--windows", quick ? 2 : 5);
        ChildJvm jvm = new ChildJvm(options.text("-jvm", ChildJvm.own()));
        Results results =
                new Results(
                        options.directory(),
                        "stack-sweep",
                        "jdk",
                        "depth",
                        "rate",
                        "jvm",
                        "mode",
                        "cpuNanos",
                        "borrows",
                        "wallNanos");
        String jdk = jvm.version();
        int[] depths = options.numbers("--depths", quick ? "100" : "20,100,250");
        int[] rates = options.numbers("--rates", quick ? "1000,0" : RATES);
        Map<String, List<Shares>> measured = new LinkedHashMap<>();
        for (int round = 1; round <= jvms; round++) {
            for (int depth : depths) {
                for (int rate : rates) {
                    List<String> lines =
                            jvm.run(
                                    Guard.warden("JDBC Warden", "stack=never"),
                                    List.of("-Xmx512m", "-Dslf4j.internal.verbosity=ERROR"),
                                    PacedBorrower.class,
                                    rate,
                                    depth,
                                    windows,
                                    quick ? 300 : 1000);
                    for (String line : lines) {
                        String[] cells = line.split(",");
                        results.measured(
                                jdk, depth, rate, round, cells[0], cells[1], cells[2], cells[3]);
                    }
                    measured.computeIfAbsent(key(depth, rate), key -> new ArrayList<>())
                            .add(Shares.of(lines));
                    System.err.println("JVM " + round + ", " + key(depth, rate));
                }
            }
        }
        results.table("JDK " + jdk + ", " + jvms + " JVMs each, 95 % confidence", table(measured));
        results.close();
    }

    private static String key(int depth, int rate) {
        return depth + " | " + (rate == 0 ? "as many as go" : rate);
    }

    private static Markdown table(Map<String, List<Shares>> measured) {
        Markdown table =
                new Markdown(
                        "frames",
                        "borrows a second",
                        "done a second",
                        "stack=auto, % of a core",
                        "stack=always, % of a core");
        measured.forEach(
                (key, shares) ->
                        table.row(
                                key,
                                Estimate.of(shares.stream().mapToDouble(Shares::rate).toArray()),
                                Estimate.of(shares.stream().mapToDouble(Shares::auto).toArray()),
                                Estimate.of(
                                        shares.stream().mapToDouble(Shares::always).toArray())));
        return table;
    }

    /**
     * Of one JVM.
     *
     * @param rate borrows a second with {@code stack=auto}
     * @param auto percent of a core that its stacks took
     * @param always the same with {@code stack=always}
     */
    private record Shares(double rate, double auto, double always) {

        /** From what {@link PacedBorrower} printed: mode, CPU time, borrows and time a line. */
        static Shares of(List<String> lines) {
            Map<String, double[]> sums = new LinkedHashMap<>();
            for (String line : lines) {
                String[] cells = line.split(",");
                double[] sum = sums.computeIfAbsent(cells[0], mode -> new double[3]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += Double.parseDouble(cells[i + 1]);
                }
            }
            double[] auto = sums.getOrDefault("auto", new double[3]);
            return new Shares(auto[1] / auto[2] * 1e9, share(sums, "auto"), share(sums, "always"));
        }

        /**
         * What a borrow takes more than without stacks, times the borrows, in percent of the time.
         * Where the rate is held this is the difference of the CPU times; where the thread does
         * what it can, all of its time is CPU time, and stacks make it do less.
         */
        private static double share(Map<String, double[]> sums, String mode) {
            double[] never = sums.getOrDefault("never", new double[3]);
            double[] with = sums.getOrDefault(mode, new double[3]);
            double more = with[0] / with[1] - never[0] / never[1];
            return 100 * more * with[1] / with[2];
        }
    }
}
