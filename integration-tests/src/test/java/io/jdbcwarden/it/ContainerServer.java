package io.jdbcwarden.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL in a container, at a port that stays the same when it is started again. */
final class ContainerServer implements PostgresServer {
    private static final String IMAGE = System.getProperty("postgres.image", "postgres:18");

    private final int port = freePort();
    private final PostgreSQLContainer container;

    ContainerServer(int maxConnections) {
        container =
                new PostgreSQLContainer(IMAGE)
                        .withCommand("postgres", "-c", "fsync=off", "-c", max(maxConnections));
        container.setPortBindings(List.of(port + ":5432"));
    }

    private static String max(int connections) {
        return "max_connections=" + connections;
    }

    @Override
    public String url() {
        return "jdbc:postgresql://" + container.getHost() + ":" + port + "/" + database();
    }

    private String database() {
        return container.getDatabaseName();
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(this::serves);
    }

    private boolean serves() throws Exception {
        try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
            return connection.isValid(1);
        }
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void freeze() {
        container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
        container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
