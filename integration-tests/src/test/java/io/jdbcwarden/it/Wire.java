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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** A network between an application and its database, which can be cut. */
final class Wire implements AutoCloseable {
    private final ServerSocket listener;
    private final URI database;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final LongAdder roundTrips = new LongAdder();

    private Wire(URI database) throws IOException {
        this.database = database;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A new one to a database that is there. */
    static Wire to(Postgres postgres) throws IOException {
        return to(PoolKind.Database.of(postgres));
    }

    static Wire to(PoolKind.Database database) throws IOException {
        Wire wire = new Wire(URI.create(database.url().substring("jdbc:".length())));
        start(wire::accept);
        return wire;
    }

    /** Where the database seems to be. */
    PoolKind.Database database(Postgres postgres) {
        return seenAs(PoolKind.Database.of(postgres));
    }

    /** The same, as who connects to this one. */
    PoolKind.Database seenAs(PoolKind.Database same) {
        return new PoolKind.Database(
                "jdbc:"
                        + database.getScheme()
                        + "://localhost:"
                        + listener.getLocalPort()
                        + database.getPath(),
                same.user(),
                same.password());
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
                AtomicBoolean answered = new AtomicBoolean(true);
                start(() -> copy(application, server, () -> asked(answered)));
                start(() -> copy(server, application, () -> answered.set(true)));
            } catch (IOException e) {
                // Cut.
                return;
            }
        }
    }

    private void asked(AtomicBoolean answered) {
        if (answered.getAndSet(false)) {
            roundTrips.increment();
        }
    }

    /** How often an application has asked and waited for an answer, on all connections. */
    long roundTrips() {
        return roundTrips.sum();
    }

    private static void copy(Socket from, Socket to, Runnable seen) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                seen.run();
                out.write(buffer, 0, read);
            }
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
