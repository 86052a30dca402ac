package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JConsole sees, over a remote connector, without a class of the agent. */
class JmxTest {
    private static final int MAX = 5;

    private JMXConnectorServer server;
    private JmxClient client;
    private HikariDataSource pool;

    @BeforeEach
    void start() throws Exception {
        server =
                JMXConnectorServerFactory.newJMXConnectorServer(
                        new JMXServiceURL("rmi", null, 0),
                        null,
                        ManagementFactory.getPlatformMBeanServer());
        server.start();
        client = JmxClient.connect(server.getAddress());
        pool = pool("jmx-test");
        pool.getConnection().close();
        await().until(() -> client.has("Breaker,name=jmx-test"));
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        await().until(() -> !client.has("Breaker,name=jmx-test"));
        client.close();
        server.stop();
    }

    private static HikariDataSource pool(String name) {
        Postgres postgres = Postgres.shared();
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(MAX);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    @Test
    void showsEveryBeanInOpenTypesWithAMeaningForEach() throws Exception {
        for (String bean :
                List.of(
                        "Warden",
                        "Health",
                        "Sessions",
                        "Incidents",
                        "LoadTest",
                        "Work",
                        "Metrics",
                        "Pool,name=jmx-test",
                        "Breaker,name=jmx-test")) {
            MBeanInfo info = client.server().getMBeanInfo(JmxClient.bean(bean));
            assertThat(info.getAttributes()).allMatch(OpenMBeanAttributeInfo.class::isInstance);
            assertThat(info.getOperations()).allMatch(OpenMBeanOperationInfo.class::isInstance);
            assertThat(
                            Stream.concat(
                                    Stream.of(info.getAttributes()),
                                    Stream.of(info.getOperations())))
                    .as(bean)
                    .isNotEmpty()
                    .extracting(MBeanFeatureInfo::getDescription)
                    .noneMatch(String::isBlank);
            String[] names =
                    Stream.of(info.getAttributes())
                            .map(MBeanAttributeInfo::getName)
                            .toArray(String[]::new);
            assertThat(client.server().getAttributes(JmxClient.bean(bean), names))
                    .as(bean)
                    .hasSize(names.length);
        }
    }

    @Test
    void hasWhatIsPromisedOfAPool() throws Exception {
        MBeanInfo info = client.server().getMBeanInfo(JmxClient.bean("Pool,name=jmx-test"));

        assertThat(info.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder(
                        """
                        Kind Url Region Role Profile Hosts Active BorrowedBefore Idle Total Pending Max Utilization PeakActive
                        Borrows Returns BorrowFailures BorrowTimeouts BorrowDenied
                        SuspectedLeaks RecoveredLeaks Leaks Reclaims Violations DirtyReturns
                        StateResets NestedBorrows Deadlocks SlowStatements Statements
                        StatementErrors StatementErrorsByClass BorrowWait LeaseTime StatementTime
                        """
                                .strip()
                                .split("\\s+"));
        assertThat(info.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder("resize", "reclaimIdle");
    }

    @Test
    void saysWhatTheAgentIsAndWhatItChanged() {
        assertThat(client.row("Warden", "Instrumented", HikariDataSource.class.getName()))
                .extracting(row -> row.get("hooks"))
                .asString()
                .isNotBlank();
        assertThat(client.get("Warden", "Version")).asString().matches("\\d+\\..*");
        assertThat(client.number("Warden", "UptimeMillis")).isPositive();
        assertThat(client.number("Warden", "HookErrors")).isZero();
    }

    @Test
    void givesThePoolsOwnNumbers() throws Exception {
        HikariPoolMXBean own = pool.getHikariPoolMXBean();
        String bean = "Pool,name=jmx-test";
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection();
                Statement statement = one.createStatement()) {
            statement.execute("select 1");

            assertThat(client.number(bean, "Active")).isEqualTo(own.getActiveConnections());
            assertThat(client.number(bean, "Active")).isEqualTo(2);
            assertThat(client.number(bean, "Max")).isEqualTo(MAX);
            assertThat(client.number(bean, "PeakActive")).isEqualTo(2);
            assertThat(client.get(bean, "Utilization")).isEqualTo(2.0 / MAX);
            assertThat(client.number("Sessions", "Active")).isGreaterThanOrEqualTo(2);
            assertThat(two.isValid(1)).isTrue();
        }
        await().until(
                        () ->
                                client.number(bean, "Total") == MAX
                                        && own.getTotalConnections() == MAX);
        assertThat(client.number(bean, "Idle")).isEqualTo(MAX);
        assertThat(client.number(bean, "Borrows")).isEqualTo(3);
        assertThat(client.number(bean, "Returns")).isEqualTo(3);
        assertThat(client.number(bean, "Statements")).isEqualTo(1);
        assertThat(client.get(bean, "Kind")).isEqualTo("HikariCP");
        assertThat(client.get(bean, "Url"))
                .asString()
                .startsWith("jdbc:postgresql:")
                .doesNotContain("user", "password");
        CompositeData lease = (CompositeData) client.get(bean, "LeaseTime");
        assertThat(lease).isNotNull();
        assertThat(lease.get("count")).isEqualTo(3L);
        assertThat((Double) lease.get("p99")).isLessThanOrEqualTo((Double) lease.get("max"));
    }

    @Test
    void showsASessionWithoutItsLiterals() throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Thread runs =
                    new Thread(
                            () -> {
                                try {
                                    statement.execute("select 'secret', pg_sleep(60)");
                                } catch (SQLException e) {
                                    // Cancelled below.
                                }
                            });
            runs.start();
            await().until(() -> session().get("currentSql") != null);

            CompositeData session = session();
            assertThat(session.get("currentSql")).isEqualTo("select ?, pg_sleep(?)");
            assertThat(session.get("threadName")).isEqualTo(Thread.currentThread().getName());
            assertThat(session.get("state")).isEqualTo("LEASED");
            assertThat(session.get("transaction")).isEqualTo(true);
            assertThat(session.get("physical")).asString().startsWith("PgConnection@");
            long id = (Long) session.get("id");
            assertThat(client.invoke("Sessions", "describe", id)).asString().contains("owner now");
            assertThat(client.invoke("Warden", "dump")).asString().doesNotContain("secret");
            assertThat(client.invoke("Sessions", "cancel", id)).asString().contains("sent");
            runs.join();
            assertThat(session().get("currentSql")).isNull();
            connection.rollback();
            assertThat(session().get("transaction")).isEqualTo(false);
        }
    }

    private CompositeData session() {
        return client.rows("Sessions", "Sessions").stream()
                .filter(row -> "jmx-test".equals(row.get("pool")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesASessionBack() throws Exception {
        List<Notification> told = new CopyOnWriteArrayList<>();
        NotificationListener listener = (notification, handback) -> told.add(notification);
        ObjectName incidents = JmxClient.bean("Incidents");
        client.server().addNotificationListener(incidents, listener, null, null);
        Connection held = pool.getConnection();
        long id = (Long) session().get("id");

        assertThat(client.invoke("Sessions", "reclaim", id)).asString().contains("reclaimed");

        await().until(() -> reclaims("MANUAL", "EVICTED") == 1);
        assertThatThrownBy(held::createStatement)
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getErrorCode())
                .isEqualTo(71002);
        held.close();
        await().until(() -> !told.isEmpty());
        Notification notification = told.get(0);
        assertThat(notification.getType()).isEqualTo("jdbcwarden.incident.leak");
        CompositeData row = (CompositeData) notification.getUserData();
        assertThat(row.get("session")).isEqualTo(id);
        assertThat(client.row("Incidents", "Recent", row.get("seq"))).isEqualTo(row);
        client.server().removeNotificationListener(incidents, listener);
    }

    private long reclaims(String cause, String outcome) {
        return (Long) client.row("Pool,name=jmx-test", "Reclaims", cause, outcome).get("count");
    }

    @Test
    void takesIdleSessionsBackAndNoOthers() throws Exception {
        try (Connection idle = pool.getConnection()) {
            assertThat(client.invoke("Pool,name=jmx-test", "reclaimIdle", 60_000L)).isEqualTo(0);
            await().until(() -> (Long) session().get("idleMillis") >= 500);

            assertThat(client.invoke("Pool,name=jmx-test", "reclaimIdle", 500L)).isEqualTo(1);
            await().until(() -> idle.isClosed() || reclaims("MANUAL", "EVICTED") == 1);
        }
    }

    @Test
    void changesLiveSettingsAndRefusesOthersInWords() throws Exception {
        try {
            assertThat(client.invoke("Warden", "set", "pools.jmx-test.mode", "observe"))
                    .asString()
                    .contains("pools.jmx-test.mode=observe");
            client.set("Warden", "Mode", "observe");
            assertThat(client.get("Warden", "Mode")).isEqualTo("observe");
            assertThatThrownBy(() -> client.invoke("Warden", "set", "require", "user"))
                    .isInstanceOf(MBeanException.class)
                    .hasMessageContaining("require")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.invoke("Warden", "set", "mod", "observe"))
                    .hasMessageContaining("mode");
        } finally {
            assertThat(client.invoke("Warden", "reload")).asString().contains("mode=enforce");
        }
        assertThat(client.get("Warden", "Mode")).isEqualTo("enforce");
    }

    @Test
    void changesThePoolsSize() throws Exception {
        client.invoke("Pool,name=jmx-test", "resize", 1, MAX + 2);

        assertThat(pool.getMaximumPoolSize()).isEqualTo(MAX + 2);
        assertThat(pool.getMinimumIdle()).isEqualTo(1);
        assertThatThrownBy(() -> client.invoke("Pool,name=jmx-test", "resize", 3, 2))
                .hasMessageContaining("max must be from 3");
    }

    @Test
    void opensAndClosesTheBreakerAndTellsTheHealth() throws Exception {
        assertThat(client.get("Health", "Status")).isNotEqualTo("DOWN");
        client.invoke("Breaker,name=jmx-test", "open");
        try {
            assertThat(client.get("Breaker,name=jmx-test", "State")).isEqualTo("OPEN");
            assertThatThrownBy(pool::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .extracting(e -> ((SQLException) e).getErrorCode())
                    .isEqualTo(71003);
            assertThat(client.number("Breaker,name=jmx-test", "Rejected")).isEqualTo(1);
            assertThat(client.get("Health", "Status")).isEqualTo("DOWN");
            assertThat((String[]) client.get("Health", "Reasons"))
                    .anyMatch(reason -> reason.contains("jmx-test") && reason.contains("breaker"));
            assertThat(client.row("Health", "Pools", "jmx-test").get("status")).isEqualTo("DOWN");
        } finally {
            client.invoke("Breaker,name=jmx-test", "close");
        }
        pool.getConnection().close();
        assertThat(client.row("Health", "Pools", "jmx-test").get("status")).isEqualTo("UP");
    }

    @Test
    void probesThePoolInTheTimeGiven() throws Exception {
        long borrowed = client.number("Pool,name=jmx-test", "Borrows");

        CompositeData well = (CompositeData) client.invoke("Health", "probe", "jmx-test", 5000L);
        assertThat(well).isNotNull();
        assertThat(well.get("ok")).as("%s", well).isEqualTo(true);
        Connection[] all = new Connection[MAX];
        for (int i = 0; i < MAX; i++) {
            all[i] = pool.getConnection();
        }
        CompositeData full = (CompositeData) client.invoke("Health", "probe", "jmx-test", 200L);
        for (Connection one : all) {
            one.close();
        }

        assertThat(full).isNotNull();
        assertThat(full.get("ok")).isEqualTo(false);
        assertThat((Double) full.get("millis")).isBetween(190.0, 900.0);
        assertThat(full.get("problem")).asString().contains("200 ms");
        assertThat(client.number("Pool,name=jmx-test", "Borrows")).isEqualTo(borrowed + MAX);
        assertThatThrownBy(() -> client.invoke("Health", "probe", "no-pool", 5000L))
                .hasMessageContaining("no pool no-pool")
                .hasMessageContaining("jmx-test");
    }

    @Test
    void runsManySessionsAtOnceAndFindsThemApart() throws Exception {
        CompositeData result =
                (CompositeData) client.invoke("LoadTest", "run", "jmx-test", 100, 50, 30);

        assertThat(result).isNotNull();
        assertThat(result.get("problem")).isNull();
        assertThat(result.get("sessions")).isEqualTo(100);
        assertThat(result.get("succeeded")).isEqualTo(100);
        assertThat(result.get("failed")).isEqualTo(0);
        assertThat(result.get("leaked")).isEqualTo(0);
        assertThat(result.get("violations")).isEqualTo(0);
        assertThat((Integer) result.get("peak")).isBetween(1, MAX);
        assertThat((Double) result.get("avgMillis"))
                .isLessThanOrEqualTo((Double) result.get("totalMillis"));
        assertThat(client.number("Pool,name=jmx-test", "Active")).isZero();
        assertThatThrownBy(() -> client.invoke("LoadTest", "run", "jmx-test", 10, 11, 30))
                .hasMessageContaining("users must be from 1 to 10, not 11");
    }

    @Test
    void countsSessionsOfALoadTestThatCannotBorrowAsFailed() throws Exception {
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection();
                Connection three = pool.getConnection();
                Connection four = pool.getConnection();
                Connection five = pool.getConnection()) {
            CompositeData result =
                    (CompositeData) client.invoke("LoadTest", "run", "jmx-test", 3, 1, 30);

            assertThat(result).isNotNull();
            assertThat(result.get("failed")).isEqualTo(3);
            assertThat(result.get("problem")).asString().contains("jmx-test");
            assertThat(Stream.of(one, two, three, four, five)).allMatch(JmxTest::isOpen);
        }
    }

    private static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void namesASecondPoolOfTheSameNameAndQuotesWhatMustBe() throws Exception {
        try (HikariDataSource second = pool("jmx-test");
                HikariDataSource odd = pool("a,b")) {
            second.getConnection().close();
            odd.getConnection().close();

            await().until(() -> client.has("Breaker,name=jmx-test#2"));
            await().until(() -> client.has("Breaker,name=\"a,b\""));
            assertThat(client.row("Metrics", "jdbc_warden_sessions", "a,b").get("value"))
                    .isEqualTo(0.0);
        }
        await().until(() -> !client.has("Pool,name=jmx-test#2"));
        await().until(() -> !client.has("Pool,name=\"a,b\""));
    }
}
