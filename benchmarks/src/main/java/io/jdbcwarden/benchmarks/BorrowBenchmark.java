package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * A connection's way out of the pool and back, alone and around one query, on a database that
 * answers at once. Who guards it is a matter of the JVM's flags: see {@link Compare}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BorrowBenchmark {

    @Benchmark
    public Object borrowAndReturn(MeasuredPool pool) throws SQLException {
        try (Connection connection = pool.source.getConnection()) {
            return connection;
        }
    }

    /** What a small request does: borrow, ask once, give back. */
    @Benchmark
    public int request(MeasuredPool pool) throws SQLException {
        try (Connection connection = pool.source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
