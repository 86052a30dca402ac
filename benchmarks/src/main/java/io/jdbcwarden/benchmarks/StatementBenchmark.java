package io.jdbcwarden.benchmarks;

import io.jdbcwarden.benchmarks.MeasuredPool.Borrowed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The life of a statement on a connection that stays borrowed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementBenchmark {

    /** Create, query, one row, close. */
    @Benchmark
    public int statement(Borrowed borrowed) throws SQLException {
        try (Statement statement = borrowed.connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** Prepare, set, execute, close. */
    @Benchmark
    public int prepared(Borrowed borrowed) throws SQLException {
        try (PreparedStatement statement =
                borrowed.connection.prepareStatement("UPDATE t SET n = ?")) {
            statement.setInt(1, 42);
            return statement.executeUpdate();
        }
    }

    /** Set and execute, prepared once. */
    @Benchmark
    public int reuse(Borrowed borrowed) throws SQLException {
        borrowed.prepared.setInt(1, 42);
        return borrowed.prepared.executeUpdate();
    }
}
