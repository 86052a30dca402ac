package com.example.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** A real PostgreSQL in a directory of its own, which can be stopped and started again. */
final class DemoDatabase implements AutoCloseable {

    private final File directory;
    private int port;
    private EmbeddedPostgres server;

    DemoDatabase(File directory) {
        this.directory = directory;
    }

    /** Returns when it accepts connections: always at the same port, with the same data. */
    void start() throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "off");
        if (port != 0) {
            builder.setPort(port);
        }
        server = builder.start();
        port = server.getPort();
    }

    /** Ends every session at once, as a restart by an administrator does. */
    void stop() throws IOException {
        server.close();
        server = null;
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** An empty shop: what the application created is gone. */
    void clear() throws SQLException {
        try (Connection con = connect();
                Statement st = con.createStatement()) {
            st.execute("drop schema public cascade; create schema public");
        }
    }

    /** How many sessions sit in a transaction and do nothing. */
    int idleInTransaction() throws SQLException {
        return numbers(
                        "select pid from pg_stat_activity"
                                + " where state like 'idle in transaction%'")
                .size();
    }

    Set<Integer> reservations() throws SQLException {
        return numbers("select id from reservation");
    }

    private Set<Integer> numbers(String query) throws SQLException {
        try (Connection con = connect();
                Statement st = con.createStatement();
                ResultSet rs = st.executeQuery(query)) {
            Set<Integer> numbers = new HashSet<>();
            while (rs.next()) {
                numbers.add(rs.getInt(1));
            }
            return numbers;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }
}
