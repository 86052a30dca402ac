package io.jdbcwarden.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A real PostgreSQL that can be stopped, killed and frozen, and comes back at the same address with
 * the same data.
 *
 * <p>Which one, says a system property: nothing for one that the tests start by themselves, {@code
 * -Dpostgres=testcontainers} for a container, {@code -Dpostgres.url=jdbc:postgresql://...} with
 * {@code -Dpostgres.user} and {@code -Dpostgres.password} for one that is there. Tests that must
 * stop the latter are skipped.
 */
public final class Postgres implements AutoCloseable {
    /** Enough for the largest test: 100 sessions, their pool and an administrator. */
    private static final int MAX_CONNECTIONS = 300;

    private final PostgresServer server;

    private Postgres(PostgresServer server) {
        this.server = server;
    }

    /** The one that all tests of this JVM share, running. Who stops it, starts it again. */
    public static Postgres shared() {
        return Shared.INSTANCE;
    }

    /** One more, running, for a test that needs its own. To be closed. */
    public static Postgres start() {
        return start(MAX_CONNECTIONS);
    }

    /** One more, running, that serves so many connections at once. To be closed. */
    public static Postgres start(int maxConnections) {
        if (System.getProperty("postgres.url") != null) {
            throw new TestAbortedException("needs a PostgreSQL of its own");
        }
        return started(
                System.getProperty("postgres", "embedded").equals("testcontainers")
                        ? new ContainerServer(maxConnections)
                        : new EmbeddedServer(maxConnections));
    }

    private static Postgres started(PostgresServer server) {
        server.start();
        return new Postgres(server);
    }

    public String url() {
        return server.url();
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A connection past every pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /** Runs any statement past every pool. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** How many connections of this {@code application_name} the server has. */
    public int connections(String applicationName) {
        return query(
                        "select pid from pg_stat_activity where application_name = '"
                                + applicationName.replace("'", "''")
                                + "'")
                .size();
    }

    /** Stops it as an administrator does: every connection ends at once, politely. */
    public void stop() {
        server.stop();
    }

    /** Starts it again after {@link #stop} or {@link #kill}; returns when it serves connections. */
    public void restart() {
        server.start();
    }

    /** Ends all its processes at once: connections break without a word. */
    public void kill() {
        server.kill();
    }

    /** Stops the time for it, as a cut network does: it accepts connections and never answers. */
    public void freeze() {
        server.freeze();
    }

    /** Ends what {@link #freeze} began; what was sent meanwhile is answered now. */
    public void thaw() {
        server.thaw();
    }

    /** Stops it and removes its data. */
    @Override
    public void close() {
        server.close();
    }

    private static final class Shared {
        static final Postgres INSTANCE = start();

        private static Postgres start() {
            String url = System.getProperty("postgres.url");
            return url == null ? Postgres.start() : started(new ExternalServer(url));
        }
    }
}
