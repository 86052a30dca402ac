package io.jdbcwarden.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The PostgreSQL that is asked: on this machine, with the tables of TPC-B, and with nothing in it
 * that works at times of its own. It ends with this JVM, however that ends.
 */
final class LoadServer implements AutoCloseable {
    static final String USER = "postgres";

    /** More than threads, so that few wait for another's row. */
    static final int BRANCHES = 100;

    static final int TELLERS = 10 * BRANCHES;
    static final int ACCOUNTS = 100_000;

    private static final String SCHEMA =
            """
            CREATE TABLE branches (id int PRIMARY KEY, balance int) WITH (fillfactor = 10);
            CREATE TABLE tellers (id int PRIMARY KEY, balance int) WITH (fillfactor = 10);
            CREATE TABLE accounts (id int PRIMARY KEY, balance int) WITH (fillfactor = 50);
            CREATE TABLE history (teller int, branch int, account int, delta int, at timestamptz);
            INSERT INTO branches SELECT n, 0 FROM generate_series(0, %d) n;
            INSERT INTO tellers SELECT n, 0 FROM generate_series(0, %d) n;
            INSERT INTO accounts SELECT n, 0 FROM generate_series(0, %d) n;
            ANALYZE;
            CHECKPOINT"""
                    .formatted(BRANCHES - 1, TELLERS - 1, ACCOUNTS - 1);

    private final Path directory;
    private final Process guard;
    private final EmbeddedPostgres postgres;

    /** Starts it; it serves so many connections at once. */
    LoadServer(int connections) {
        try {
            directory = Files.createTempDirectory("jdbc-warden-load");
            guard = guard(directory);
            postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(directory.resolve("data"))
                            .setPGStartupWait(Duration.ofMinutes(1))
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("max_connections", String.valueOf(connections))
                            .setServerConfig("shared_buffers", "128MB")
                            .setServerConfig("fsync", "off")
                            .setServerConfig("synchronous_commit", "off")
                            .setServerConfig("full_page_writes", "off")
                            .setServerConfig("autovacuum", "off")
                            .setServerConfig("checkpoint_timeout", "1d")
                            .setServerConfig("max_wal_size", "2GB")
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(SCHEMA.split(";"));
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    /** Clears up what transactions left, between slices, as nothing else does. */
    void sweep() {
        execute("TRUNCATE history", "VACUUM branches, tellers, accounts");
    }

    private void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(), USER, null);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A shell that waits for this JVM to end, and then ends what is left of the server: nothing
     * else would after a kill of the JVM. It reads a pipe that only this JVM holds.
     */
    private static Process guard(Path directory) throws IOException {
        String script =
                """
                trap '' INT TERM HUP
                cat > /dev/null
                pid=$(head -n 1 "$0/data/postmaster.pid" 2> /dev/null)
                if [ -n "$pid" ]; then
                    kill -QUIT "$pid"
                    while kill -0 "$pid"; do sleep 0.2; done
                fi
                rm -rf "$0"
                """;
        return new ProcessBuilder("sh", "-c", script, directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Stops it and removes its data. */
    @Override
    public void close() {
        try {
            postgres.close();
            guard.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
