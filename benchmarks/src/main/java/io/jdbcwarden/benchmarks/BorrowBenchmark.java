package io.jdbcwarden.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A connection's way out of HikariCP and back, and a statement's life, on a database that answers
 * at once. Who guards it is a matter of the JVM's flags: see {@link Compare}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BorrowBenchmark {

    /** A pool of its own kind of leak detection, if the property asks for it. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init")
    public static class Pool {
        HikariDataSource pool;

        @Setup
        public void open() {
            HikariConfig config = new HikariConfig();
            config.setDataSource(new StubDriver());
            config.setMaximumPoolSize(10);
            config.setPoolName("benchmark");
            config.setLeakDetectionThreshold(Long.getLong("hikari.leak", 0));
            pool = new HikariDataSource(config);
        }

        @TearDown
        public void close() {
            pool.close();
        }
    }

    /** A borrowed connection, one a thread. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init")
    public static class Borrowed {
        Connection connection;

        @Setup
        public void borrow(Pool pool) throws SQLException {
            connection = pool.pool.getConnection();
        }

        @TearDown
        public void giveBack() throws SQLException {
            connection.close();
        }
    }

    @Benchmark
    public Object borrowAndReturn(Pool pool) throws SQLException {
        try (Connection connection = pool.pool.getConnection()) {
            return connection;
        }
    }

    @Benchmark
    public int statement(Borrowed borrowed) throws SQLException {
        try (Statement statement = borrowed.connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    @Benchmark
    public int preparedStatement(Borrowed borrowed) throws SQLException {
        try (PreparedStatement statement =
                borrowed.connection.prepareStatement("UPDATE t SET n = ?")) {
            statement.setInt(1, 42);
            return statement.executeUpdate();
        }
    }
}
