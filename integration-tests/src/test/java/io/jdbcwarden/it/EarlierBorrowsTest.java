package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.legacy.ForgetfulDao;
import com.sun.tools.attach.VirtualMachine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent comes while connections are lent: those it never saw borrowed it leaves alone. */
class EarlierBorrowsTest {
    @Test
    void guardsTheBorrowsFromThenOnAndLeavesTheEarlierOnesAlone() throws Exception {
        Postgres postgres = Postgres.shared();
        Jvm jvm =
                Jvm.java().main(Leaker.class, postgres.url(), postgres.user(), postgres.password());
        try (RunningJvm running = jvm.start()) {
            running.send("leak before");
            running.awaitStdout("leaked before");
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(running.pid()));
            machine.loadAgent(WardenJar.path().toString(), "lease.max-age=1s,stack=always");
            machine.detach();
            // What was borrowed earlier still works, and is returned as ever.
            running.send("use");
            running.awaitStdout("before: 1");
            running.send("leak after");
            running.awaitStdout("leaked after");

            String report = running.awaitStderr("leak OWNER_DEAD");
            assertThat(report)
                    .contains("thread leaks-after")
                    .contains(
                            "borrowed at com.example.legacy.ForgetfulDao.open(ForgetfulDao.java:");
            await().until(
                            () -> {
                                running.send("use");
                                return running.stdout().contains("after: 71002");
                            });
            assertThat(running.stdout()).doesNotContain("before: 71002");
            running.send("close");
            running.awaitStdout("active 0");
            assertThat(running.stderr())
                    .noneMatch(line -> line.contains("leak") && line.contains("leaks-before"));
        }
    }

    /** Leaks a connection when told to, on a thread that dies. */
    static final class Leaker {
        public static void main(String[] arguments) throws Exception {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(arguments[0]);
            config.setUsername(arguments[1]);
            config.setPassword(arguments[2]);
            config.setMaximumPoolSize(5);
            HikariDataSource source = new HikariDataSource(config);
            List<String> names = new ArrayList<>();
            List<Connection> leaked = new ArrayList<>();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("leak ")) {
                    String name = line.substring(5);
                    names.add(name);
                    leak(source, name, leaked);
                    System.out.println("leaked " + name);
                } else if (line.equals("use")) {
                    for (int i = 0; i < names.size(); i++) {
                        System.out.println(names.get(i) + ": " + use(leaked.get(i)));
                    }
                } else {
                    for (Connection connection : leaked) {
                        connection.close();
                    }
                    System.out.println(
                            "active " + source.getHikariPoolMXBean().getActiveConnections());
                }
            }
        }

        private static void leak(HikariDataSource source, String name, List<Connection> leaked)
                throws InterruptedException {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    leaked.add(ForgetfulDao.open(source));
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            "leaks-" + name);
            thread.start();
            thread.join();
        }

        private static String use(Connection connection) {
            try {
                return TestPool.value(connection, "select 1");
            } catch (SQLException e) {
                return String.valueOf(e.getErrorCode());
            }
        }
    }
}
