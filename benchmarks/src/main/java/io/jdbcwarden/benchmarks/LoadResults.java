package io.jdbcwarden.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that was measured, by case, guard and fork; each pair is written out as it comes. */
final class LoadResults implements AutoCloseable {
    private static final String HEAD =
            "scenario,pool,loop,threads,rate,fork,guard,seconds,operations,mean_us,p50_us,p99_us,"
                    + "p999_us,base_seconds,base_operations,base_mean_us,base_p50_us,base_p99_us,"
                    + "base_p999_us";

    private final Map<LoadTask, Map<String, List<List<LoadPair>>>> pairs = new LinkedHashMap<>();
    private final PrintWriter raw;

    LoadResults(Path file) throws IOException {
        raw = new PrintWriter(Files.newBufferedWriter(file));
        raw.println(HEAD);
    }

    /** Forks come in their order, from 0. */
    void add(LoadTask task, int fork, Guard guard, LoadPair pair) {
        List<List<LoadPair>> forks =
                pairs.computeIfAbsent(task, t -> new LinkedHashMap<>())
                        .computeIfAbsent(guard.name(), name -> new ArrayList<>());
        while (forks.size() <= fork) {
            forks.add(new ArrayList<>());
        }
        forks.get(fork).add(pair);
        raw.printf(
                Locale.ROOT,
                "%s,%d,%s,%d,%.0f,%d,\"%s\",%s,%s%n",
                task.scenario(),
                task.pool(),
                task.loop(),
                task.threads(),
                task.rate(),
                fork + 1,
                guard.name(),
                columns(pair.guarded()),
                columns(pair.base()));
        raw.flush();
    }

    private static String columns(LoadSlice slice) {
        LoadHistogram latencies = slice.latencies();
        return String.format(
                Locale.ROOT,
                "%.2f,%d,%.2f,%.2f,%.2f,%.2f",
                slice.seconds(),
                latencies.count(),
                latencies.mean() / 1e3,
                latencies.percentile(0.5) / 1e3,
                latencies.percentile(0.99) / 1e3,
                latencies.percentile(0.999) / 1e3);
    }

    /** For each case and each guard's name the pairs of each fork. */
    Map<LoadTask, Map<String, List<List<LoadPair>>>> all() {
        return pairs;
    }

    @Override
    public void close() {
        raw.close();
    }
}
