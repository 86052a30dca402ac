package io.jdbcwarden.console;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.jmx.Models;
import io.jdbcwarden.jmx.Parts;
import io.jdbcwarden.operate.HealthCheck;
import io.jdbcwarden.operate.LiveSettings;
import io.jdbcwarden.operate.LoadTest;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Probe;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** A console with a pool of which no database is needed, asked byte by byte. To be closed. */
final class TestConsole implements AutoCloseable {
    static final String TOKEN = "the-token-of-the-tests";

    final DistinctErrors errors = new DistinctErrors((kind, error) -> {});
    final Incidents incidents = new Incidents(Clock.SYSTEM);
    final SlowClients slowClients = new SlowClients();

    /** Whether hooks let pass the thread that answered, of each that was asked for the health. */
    final List<Boolean> asAgent = new CopyOnWriteArrayList<>();

    final int port;

    private final Pools pools = new Pools(Settings.defaults(), Clock.SYSTEM, errors, Opener.NONE);
    private final SessionTable sessions = new SessionTable(handle -> null);
    private final HikariDataSource dataSource = new HikariDataSource();
    private final List<Object> held = new ArrayList<>();
    private final HttpServer server;
    final GuardedPool pool;

    TestConsole(String poolName) throws IOException {
        dataSource.setPoolName(poolName);
        dataSource.setJdbcUrl("jdbc:none://db.example/shop?password=secret");
        GuardedPool registered = pools.register(dataSource);
        if (registered == null) {
            throw new IllegalStateException();
        }
        this.pool = registered;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server =
                ConsoleServer.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        new Access("127.0.0.1", port, new Token(TOKEN)),
                        new Routes(new Models(parts())),
                        slowClients,
                        errors);
    }

    private Parts parts() {
        Dialects dialects = new Dialects(errors);
        Reports reports =
                new Reports(pools, incidents, new BorrowStacks(Clock.SYSTEM), Clock.SYSTEM);
        Deadlines deadlines = new Deadlines();
        Transactions transactions = new Transactions(dialects, reports);
        Reclaimer reclaimer = new Reclaimer(sessions, transactions, reports, deadlines);
        LiveSettings settings =
                new LiveSettings(
                        Settings.defaults(),
                        pools,
                        () -> SettingsLoader.load("", new Properties(), Map.of()));
        HealthCheck health =
                new HealthCheck(
                        pools,
                        incidents,
                        () -> {
                            asAgent.add(ThreadState.current().isAgent());
                            return List.of();
                        },
                        Clock.SYSTEM);
        return new Parts(
                Clock.SYSTEM,
                errors,
                pools,
                sessions,
                incidents,
                reclaimer,
                transactions,
                settings,
                health,
                new MeterReader(pools, sessions, health, settings, errors, Clock.SYSTEM),
                new Probe(pools, deadlines, Clock.SYSTEM),
                new LoadTest(pools, sessions, reclaimer, Clock.SYSTEM),
                Map::of);
    }

    /** A session that is open, on which a statement runs. */
    Session session(String requestId, String user, String sql) {
        Object handle = new Object();
        held.add(handle);
        Session session =
                sessions.open(
                        handle,
                        new Object(),
                        pool,
                        null,
                        ThreadState.current(),
                        new Tags(requestId, user, Map.of()),
                        System.nanoTime(),
                        new Throwable());
        session.work().started(new Object(), sql, System.nanoTime());
        return session;
    }

    Reply get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
    }

    /** With the token. */
    Reply post(String path, String form) throws IOException {
        return send(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost:"
                        + port
                        + "\r\nAuthorization: Bearer "
                        + TOKEN
                        + "\r\nContent-Type: application/x-www-form-urlencoded"
                        + "\r\nContent-Length: "
                        + form.length()
                        + "\r\n\r\n"
                        + form);
    }

    /** Sends these bytes, and reads what comes until the end of the answer. */
    Reply send(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            byte[] all = socket.getInputStream().readAllBytes();
            return new Reply(new String(all, StandardCharsets.UTF_8));
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        server.stop(0);
        dataSource.close();
        held.clear();
    }

    /** An answer as it came. */
    static final class Reply {
        final String text;

        Reply(String text) {
            this.text = text;
        }

        int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        /** A header's value, or empty. */
        String header(String name) {
            for (String line : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1)) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).trim();
                }
            }
            return "";
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
