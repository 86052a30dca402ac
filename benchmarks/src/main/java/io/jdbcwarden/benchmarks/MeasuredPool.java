package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pool that all threads of a benchmark share: ten connections of {@link StubDriver}. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class MeasuredPool {
    static final int SIZE = 10;

    DataSource source;

    @Setup
    public void open() throws SQLException {
        Scraper.startIfWanted();
        source = DataSources.open(new StubDriver(), SIZE);
        source.getConnection().close();
    }

    @TearDown
    public void close() throws Exception {
        Scraper.check();
        if (source instanceof AutoCloseable pool) {
            pool.close();
        }
    }

    /** A connection that a thread keeps, and a statement prepared on it. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init")
    public static class Borrowed {
        Connection connection;
        PreparedStatement prepared;

        @Setup(Level.Trial)
        public void borrow(MeasuredPool pool) throws SQLException {
            connection = pool.source.getConnection();
            prepared = connection.prepareStatement("UPDATE t SET n = ?");
        }

        @TearDown(Level.Trial)
        public void giveBack() throws SQLException {
            prepared.close();
            connection.close();
        }
    }
}
