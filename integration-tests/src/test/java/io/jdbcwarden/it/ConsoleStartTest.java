package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the web console is there, and when nothing of it is. */
@Tag("any-pool")
class ConsoleStartTest {
    @TempDir private Path directory;

    private static RunningJvm run(Class<?> main, int port, String agent, String... jvmArgs) {
        Postgres postgres = Postgres.shared();
        Jvm jvm = Jvm.java().agent(agent);
        for (String argument : jvmArgs) {
            jvm.jvmArg(argument);
        }
        return jvm.main(
                        main,
                        postgres.url(),
                        postgres.user(),
                        postgres.password(),
                        String.valueOf(port))
                .run();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void isThereOnceTheApplicationHasAPoolAndKeepsNoJvmAlive() throws IOException {
        int port = freePort();
        RunningJvm jvm = run(Shop.class, port, "console.port=" + port);

        assertThat(jvm.exitCode()).as("%s", jvm.stderr()).isZero();
        assertThat(jvm.stdout()).contains("health: 200", "post: 401", "threads: true");
        assertThat(jvm.stderr())
                .filteredOn(line -> line.contains("console: http://127.0.0.1:" + port + "/"))
                .singleElement()
                .asString()
                .matches(".*\\(token for its actions: [A-Za-z0-9_-]{24}\\)");
    }

    @Test
    void tellsATokenThatWasGivenNowhere() throws IOException {
        int port = freePort();
        RunningJvm jvm =
                run(
                        Shop.class,
                        port,
                        "console.port=" + port + ",log.level=debug",
                        "-Dwarden.console.token=never-to-be-told-at-all");

        assertThat(jvm.stdout()).contains("health: 200");
        assertThat(jvm.stderr())
                .anyMatch(line -> line.contains("(token for its actions: the setting"))
                .noneMatch(line -> line.contains("never-to-be-told-at-all"));
    }

    @Test
    void loadsNothingOfItUnlessItIsWanted() throws IOException {
        Path log = directory.resolve("classes.txt");
        RunningJvm jvm = run(Shop.class, 0, "", "-Xlog:class+load:file=" + log);

        assertThat(jvm.exitCode()).as("%s", jvm.stderr()).isZero();
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains(" io.jdbcwarden.boot.Wiring "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" io.jdbcwarden.console."))
                .noneMatch(line -> line.contains(" sun.net.httpserver."));
    }

    @Test
    void saysThatTheRuntimeIsWithoutAnHttpServerAndGoesOn() throws IOException {
        int port = freePort();
        RunningJvm jvm =
                run(
                        Bare.class,
                        port,
                        "console.port=" + port,
                        "--limit-modules=java.sql,java.management,java.naming,java.instrument,"
                                + "java.desktop,java.security.sasl,jdk.unsupported");

        assertThat(jvm.stdout()).as("%s", jvm.stderr()).containsExactly("borrowed: true");
        assertThat(jvm.stderr())
                .filteredOn(line -> line.contains("is without the module jdk.httpserver"))
                .hasSize(1);
    }

    @Test
    void saysThatThePortIsTakenAndGoesOn() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningJvm jvm = run(Bare.class, 0, "console.port=" + taken.getLocalPort());

            assertThat(jvm.stdout()).as("%s", jvm.stderr()).containsExactly("borrowed: true");
            assertThat(jvm.stderr())
                    .filteredOn(
                            line ->
                                    line.contains(
                                            "cannot listen on console.bind=127.0.0.1,"
                                                    + " console.port="
                                                    + taken.getLocalPort()))
                    .hasSize(1);
        }
    }

    private static HikariDataSource pool(String[] arguments) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("shop");
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(arguments[2]);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    /** Polls, as the application must not need the libraries of the tests. */
    private static boolean await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static boolean isAgentsThread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(name));
    }

    /** Borrows once, and asks its own console, if it has one. */
    static final class Shop {
        public static void main(String[] arguments) throws Exception {
            int port = Integer.parseInt(arguments[3]);
            try (HikariDataSource pool = pool(arguments);
                    Connection connection = pool.getConnection()) {
                connection.isValid(5);
                if (port == 0) {
                    return;
                }
                await(() -> status(port, "GET", "health") == 200);
                System.out.println("health: " + status(port, "GET", "health"));
                System.out.println("post: " + status(port, "POST", "breakers/shop/open"));
                System.out.println("threads: " + isAgentsThread("jdbc-warden-console-"));
            }
        }

        private static int status(int port, String method, String path) {
            try {
                HttpURLConnection http = open(port, path);
                http.setRequestMethod(method);
                return http.getResponseCode();
            } catch (IOException e) {
                return 0;
            }
        }

        private static HttpURLConnection open(int port, String path) throws IOException {
            return (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/" + path).toURL().openConnection();
        }
    }

    /** Borrows only, and waits for the console's thread to have done what it can. */
    static final class Bare {
        public static void main(String[] arguments) throws Exception {
            try (HikariDataSource pool = pool(arguments);
                    Connection connection = pool.getConnection()) {
                // The reaper is started before the console, in the same breath.
                await(() -> isAgentsThread("jdbc-warden-reaper"));
                await(() -> !isAgentsThread("jdbc-warden-start"));
                await(() -> !isAgentsThread("jdbc-warden-console"));
                System.out.println("borrowed: " + connection.isValid(5));
            }
        }
    }
}
