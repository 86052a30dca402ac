package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the beans come and go. */
@Tag("any-pool")
class JmxStartTest {
    private static RunningJvm run(Class<?> main, String agent, String... properties) {
        Postgres postgres = Postgres.shared();
        Jvm jvm = Jvm.java().agent(agent);
        for (String property : properties) {
            jvm.jvmArg(property);
        }
        RunningJvm ran = jvm.main(main, postgres.url(), postgres.user(), postgres.password()).run();
        assertThat(ran.exitCode()).as("%s", ran.stderr()).isZero();
        return ran;
    }

    @Test
    void theBeansComeWithTheFirstBorrowAndGoWithThePool() {
        RunningJvm jvm = run(ComeAndGo.class, "");

        assertThat(jvm.stdout())
                .containsExactly(
                        "servers before the first borrow: 0",
                        "come: true",
                        "gone: true",
                        "Warden: true");
    }

    @Test
    void nothingIsRegisteredWithoutJmx() {
        RunningJvm jvm = run(Without.class, "jmx=false");

        assertThat(jvm.stdout())
                .containsExactly("threads: 0", "servers: 0", "beans: []", "borrowed: true");
    }

    @Test
    void aContainersOwnServerIsWaitedFor() {
        RunningJvm jvm =
                run(
                        Container.class,
                        "",
                        "-Djavax.management.builder.initial=" + ContainerBuilder.class.getName());

        assertThat(jvm.stdout()).containsExactly("built by main", "come: true");
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

    private static boolean isThere(String bean) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .isRegistered(new ObjectName("jdbcwarden:type=" + bean));
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    static final class ComeAndGo {
        public static void main(String[] arguments) throws Exception {
            System.out.println(
                    "servers before the first borrow: "
                            + MBeanServerFactory.findMBeanServer(null).size());
            try (HikariDataSource pool = pool(arguments)) {
                pool.getConnection().close();
                boolean come = await(() -> isThere("Breaker,name=shop"));
                System.out.println("come: " + come);
            }
            System.out.println("gone: " + await(() -> !isThere("Pool,name=shop")));
            System.out.println("Warden: " + isThere("Warden"));
        }
    }

    static final class Without {
        public static void main(String[] arguments) throws Exception {
            try (HikariDataSource pool = pool(arguments)) {
                pool.getConnection().close();
                System.out.println("threads: " + threads("jdbc-warden-jmx"));
                System.out.println("servers: " + MBeanServerFactory.findMBeanServer(null).size());
                Set<ObjectName> beans =
                        ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("jdbcwarden:*"), null);
                System.out.println("beans: " + beans);
                System.out.println("borrowed: " + pool.getConnection().isValid(5));
            }
        }
    }

    /** As a container whose server is built by itself, some time after the first borrow. */
    static final class Container {
        public static void main(String[] arguments) throws Exception {
            try (HikariDataSource pool = pool(arguments)) {
                pool.getConnection().close();
                await(Container::isAgentWaiting);
                ManagementFactory.getPlatformMBeanServer();
                System.out.println("come: " + await(() -> isThere("Breaker,name=shop")));
            }
        }

        private static boolean isAgentWaiting() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals("jdbc-warden-jmx"))
                    .flatMap(entry -> Arrays.stream(entry.getValue()))
                    .anyMatch(frame -> frame.getClassName().endsWith("jmx.Servers"));
        }
    }

    public static final class ContainerBuilder extends MBeanServerBuilder {
        @Override
        public MBeanServer newMBeanServer(
                String domain, MBeanServer outer, MBeanServerDelegate delegate) {
            System.out.println("built by " + Thread.currentThread().getName());
            return super.newMBeanServer(domain, outer, delegate);
        }
    }
}
