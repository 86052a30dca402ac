package io.jdbcwarden.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between an application and its database, which can be cut. */
final class Wire implements AutoCloseable {
    private final ServerSocket listener;
    private final URI database;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Wire(URI database) throws IOException {
        this.database = database;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A new one to a database that is there. */
    static Wire to(Postgres postgres) throws IOException {
        Wire wire = new Wire(URI.create(postgres.url().substring("jdbc:".length())));
        start(wire::accept);
        return wire;
    }

    /** Where the database seems to be. */
    PoolKind.Database database(Postgres postgres) {
        return new PoolKind.Database(
                "jdbc:postgresql://localhost:" + listener.getLocalPort() + database.getPath(),
                postgres.user(),
                postgres.password());
    }

    private void accept() {
        while (true) {
            try {
                Socket application = listener.accept();
                Socket server = new Socket(database.getHost(), database.getPort());
                sockets.add(application);
                sockets.add(server);
                if (listener.isClosed()) {
                    cut();
                    return;
                }
                start(() -> copy(application, server));
                start(() -> copy(server, application));
            } catch (IOException e) {
                // Cut.
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Cut, or closed by one end: so is the other one now.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on there is no database: what is connected breaks, and nobody answers. */
    void cut() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
