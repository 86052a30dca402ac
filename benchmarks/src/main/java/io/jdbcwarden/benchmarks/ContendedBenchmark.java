package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Threads that want the ten connections at once. What counts is what all of them get done: the mean
 * of each thread's own time would be a matter of the few that wait longest.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ContendedBenchmark {
    private static final long WORK = 50;

    /** Borrow, compute a little, return. */
    @Benchmark
    public Object contended(MeasuredPool pool) throws SQLException {
        try (Connection connection = pool.source.getConnection()) {
            Blackhole.consumeCPU(WORK);
            return connection;
        }
    }
}
