package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

/** The agent sleeps until the application has something to be guarded. */
class SleepTest {
    @TempDir private Path directory;

    /**
     * Counted, not timed: so it fails on the busiest machine for what was changed alone. The limits
     * are a little more than it takes; what comes on top is start-up that every application pays
     * for.
     */
    @ParameterizedTest
    @CsvSource({"'', 20", "mode=observe, 64"})
    void loadsLittleAndNothingThatWeavesInAJvmThatNeverTouchesJdbc(String settings, int most)
            throws IOException {
        Path log = directory.resolve("classes.txt");

        RunningJvm jvm =
                Jvm.java()
                        .agent(settings)
                        .classpath(TestClasses.path())
                        .jvmArg("-Xlog:class+load:file=" + log)
                        .main(StartTest.Hello.class)
                        .run();

        assertThat(jvm.stdout()).containsExactly("hello");
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).noneMatch(line -> line.contains(" org.objectweb.asm."));
        assertThat(loaded).noneMatch(line -> line.contains("JdbcWardenBridge"));
        assertThat(loaded).noneMatch(line -> line.contains("java.lang.reflect.ProxyGenerator"));
        assertThat(loaded)
                .filteredOn(
                        line -> line.contains(" io.jdbcwarden.") || line.contains(" org.slf4j."))
                .hasSizeBetween(3, most);
    }

    @Test
    void wakesUpForAnEntryThatTheSettingsName() {
        RunningJvm jvm = LeakingApplication.jvm().agent(LeakingApplication.SETTING).run();

        assertThat(jvm.stdout()).containsExactly("out: 0");
    }

    /** The request is under way when the pool is loaded, which so is too late to wake up for. */
    @Test
    void seesTheRequestThatOpensThePool() {
        RunningJvm jvm = run(LazyPool.class, "require=request");

        assertThat(jvm.stdout()).containsExactly("borrowed: true");
        assertThat(jvm.exitCode()).isZero();
    }

    @Test
    void knowsTheUserThatWasPutIntoTheMdcWhileItSlept() {
        RunningJvm jvm = run(EarlyUser.class, "require=user");

        assertThat(jvm.stdout()).contains("borrowed: true");
    }

    @Test
    void guardsBothOfTwoThreadsThatWakeItAtOnce() {
        RunningJvm jvm = run(TwoThreads.class, LeakingApplication.SETTING);

        assertThat(jvm.stdout()).containsExactly("out: 0", "out: 0");
    }

    @Test
    void letsTheApplicationRunIfItCannotWake() {
        RunningJvm ran =
                LeakingApplication.jvm()
                        .agent(LeakingApplication.SETTING)
                        .property("warden.internal.fail.start", "true")
                        .run();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.stdout()).containsExactly("out: 1");
        assertThat(ran.stderr())
                .filteredOn(
                        line -> line.contains("could not start, the application runs unguarded"))
                .hasSize(1);
    }

    private static RunningJvm run(Class<?> main, String settings) {
        Postgres postgres = Postgres.shared();
        return Jvm.java()
                .agent(settings)
                .main(main, postgres.url(), postgres.user(), postgres.password())
                .run();
    }

    private static HikariDataSource pool(String[] arguments) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(arguments[2]);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    static final class LazyPool {
        public static void main(String[] arguments) throws Exception {
            InetAddress here = InetAddress.getLoopbackAddress();
            HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        try (HikariDataSource pool = pool(arguments);
                                Connection connection = pool.getConnection()) {
                            System.out.println("borrowed: " + connection.isValid(5));
                        } catch (Exception e) {
                            System.out.println(e);
                        }
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
            server.start();
            int port = server.getAddress().getPort();
            java.net
                    .URI
                    .create("http://127.0.0.1:" + port + "/")
                    .toURL()
                    .openConnection()
                    .getInputStream()
                    .close();
            server.stop(0);
        }
    }

    static final class EarlyUser {
        public static void main(String[] arguments) throws Exception {
            MDC.put("user", "batch");
            try (HikariDataSource pool = pool(arguments);
                    Connection connection = pool.getConnection()) {
                System.out.println("borrowed: " + connection.isValid(5));
            }
        }
    }

    static final class TwoThreads {
        public static void main(String[] arguments) throws Exception {
            CountDownLatch go = new CountDownLatch(2);
            Thread[] threads = new Thread[2];
            for (int i = 0; i < threads.length; i++) {
                threads[i] =
                        new Thread(
                                () -> {
                                    go.countDown();
                                    try {
                                        go.await();
                                        LeakingApplication.main(arguments);
                                    } catch (Exception e) {
                                        System.out.println(e);
                                    }
                                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
