package io.jdbcwarden.it;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of the tests' own, as processes of this machine. */
final class EmbeddedServer implements PostgresServer {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int maxConnections;
    private final Path directory;
    private final Process guard;
    private int port;
    private @Nullable EmbeddedPostgres running;

    EmbeddedServer(int maxConnections) {
        this.maxConnections = maxConnections;
        try {
            directory = Files.createTempDirectory("jdbc-warden-postgres");
            guard = guard(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A shell that waits for this JVM to end, however it ends, and then ends what is left of the
     * server: nothing else would after a kill of the JVM. It reads a pipe that only this JVM holds.
     */
    private static Process guard(Path directory) throws IOException {
        String script =
                """
                trap '' INT TERM HUP
                cat > /dev/null
                pid=$(head -n 1 "$0/data/postmaster.pid" 2> /dev/null)
                if [ -n "$pid" ]; then
                    kill -QUIT "$pid"
                    kill -CONT "$pid"
                    while kill -0 "$pid"; do sleep 0.2; done
                fi
                rm -rf "$0"
                """;
        return new ProcessBuilder("sh", "-c", script, directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Where all of it is, until it is closed. */
    Path directory() {
        return directory;
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }

    @Override
    public void start() {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory.resolve("data"))
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(LIMIT)
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", String.valueOf(maxConnections))
                        .setServerConfig("max_prepared_transactions", "5")
                        .setServerConfig("fsync", "off");
        if (port != 0) {
            builder.setPort(port);
        }
        try {
            EmbeddedPostgres started = builder.start();
            port = started.getPort();
            running = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        EmbeddedPostgres stopping = running;
        running = null;
        if (stopping != null) {
            try {
                stopping.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void kill() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().atMost(LIMIT).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        stop();
    }

    @Override
    public void freeze() {
        signal("STOP");
        // And those that it had started since it was asked for them.
        signal("STOP");
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (running != null) {
            thaw();
            stop();
        }
        try {
            guard.getOutputStream().close();
            guard.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        for (ProcessHandle process : processes()) {
            try {
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                        .inheritIO()
                        .start()
                        .onExit()
                        .join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The postmaster first, so that it cannot start more of the others. */
    private List<ProcessHandle> processes() {
        try {
            String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.trim())).stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
