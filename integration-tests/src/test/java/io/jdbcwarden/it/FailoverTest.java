package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool whose URL names two hosts. */
@Tag("any-pool")
class FailoverTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String REPLICA = "type=Pool,name=replica";

    @Test
    void keepsOneHistoryPerHostAndNamesTheRegionThatIsDown() throws Exception {
        try (Postgres first = Postgres.start(50);
                Postgres second = Postgres.start(50);
                TestPool pool = pool(first, second)) {
            String a = address(first);
            String b = address(second);
            for (int i = 0; i < 20; i++) {
                serve(pool);
            }
            await().atMost(SOON).until(() -> isCurrent(pool, a));
            await().atMost(SOON).until(() -> number(host(pool, a), "borrows") >= 21);
            CompositeData before = host(pool, a);
            assertThat(before.get("role")).isEqualTo("primary");
            assertThat(before.get("region")).isEqualTo("127.0.0.1");
            assertThat(number(before, "failures")).isZero();
            assertThat(Warden.attribute(bean(pool), "Role")).isEqualTo("primary");

            first.stop();
            AtomicInteger failed = new AtomicInteger();
            await().atMost(SOON)
                    .until(
                            () -> {
                                try {
                                    serve(pool);
                                } catch (SQLException e) {
                                    failed.incrementAndGet();
                                }
                                return isCurrent(pool, b);
                            });
            assertThat(pool.lastIncident("failover"))
                    .contains("served by " + b + " now", "before by " + a, "primary");
            assertThat(hosts(pool)).containsOnlyKeys(a, b);
            // Who failed may have been lent a connection to the first one before it broke.
            serveAndCount(pool, b);
            long ofFirst = number(host(pool, a), "borrows");
            long lentBefore = number(before, "borrows");
            assertThat(ofFirst).isBetween(lentBefore, lentBefore + failed.get());
            serveAndCount(pool, b);
            assertThat(number(host(pool, a), "borrows")).isEqualTo(ofFirst);
            assertThat(host(pool, a).get("current")).isEqualTo(false);
            assertThat(number(host(pool, b), "connections")).isPositive();
            assertThat(health(pool).get("status")).isEqualTo("UP");

            second.stop();
            await().atMost(SOON)
                    .until(
                            () -> {
                                try {
                                    serve(pool);
                                } catch (SQLException e) {
                                    // Until the breaker has seen enough of them.
                                }
                                return pool.breakerState().equals("OPEN");
                            });
            assertThat(health(pool).get("status")).isEqualTo("DOWN");
            assertThat(health(pool).get("region")).isEqualTo("127.0.0.1");
            assertThat((String[]) Warden.attribute("type=Health", "Reasons"))
                    .anyMatch(reason -> reason.contains(pool.name() + " (region 127.0.0.1)"));
            assertThat(number(host(pool, a), "failures")).isPositive();
            assertThat(number(host(pool, b), "failures")).isPositive();
            assertThat(host(pool, b).get("lastFailure")).isNotNull();
            assertThat(pool.lastIncident("breaker")).contains("region 127.0.0.1");
            assertThatThrownBy(() -> serve(pool))
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("region 127.0.0.1");
        }
    }

    /** In a JVM of its own no other pool of the same region is up. */
    @Test
    void saysThatTheWholeRegionIsDownWhenNoPoolOfItCanBorrow() {
        try (RunningJvm jvm =
                Jvm.java()
                        .agent("region=eu-test-1;breaker.failures=1")
                        .main(DownMain.class)
                        .start()) {
            assertThat(jvm.awaitStdout("health: "))
                    .contains("DOWN", "Region eu-test-1 is down: no pool of it can borrow.");
        }
    }

    @Test
    void tellsAReplicaByWhatTheServerReports() throws Exception {
        EmbeddedServer server = new EmbeddedServer(20);
        try {
            server.start();
            server.stop();
            Files.createFile(server.directory().resolve("data/standby.signal"));
            server.start();
            HikariConfig config = new HikariConfig();
            config.setPoolName("replica");
            config.setJdbcUrl(server.url());
            config.setUsername(server.user());
            config.setPassword(server.password());
            config.setMaximumPoolSize(1);
            try (HikariDataSource source = new HikariDataSource(config)) {
                try (Connection connection = source.getConnection()) {
                    assertThat(TestPool.value(connection, "select pg_is_in_recovery()"))
                            .isEqualTo("t");
                }
                await().atMost(SOON)
                        .until(() -> "replica".equals(Warden.attribute(REPLICA, "Role")));
            }
        } finally {
            server.close();
        }
    }

    @Test
    void learnsTheHostOfAPoolThatHasNoUrl() throws Exception {
        try (TestPool pool =
                TestPool.of(
                        Postgres.shared(),
                        "no-url",
                        2,
                        config -> {
                            config.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
                            config.addDataSourceProperty("url", config.getJdbcUrl());
                            config.setJdbcUrl(null);
                        })) {
            serve(pool);

            assertThat(Warden.attribute(bean(pool), "Region")).isEqualTo("127.0.0.1");
            assertThat(hosts(pool)).containsOnlyKeys(address(Postgres.shared()));
        }
    }

    private static TestPool pool(Postgres first, Postgres second) {
        return TestPool.of(
                first,
                "breaker-failover",
                4,
                config -> {
                    // host:port/database
                    String other = second.url().substring(second.url().indexOf("//") + 2);
                    config.setJdbcUrl(
                            config.getJdbcUrl()
                                    .replaceFirst(
                                            "//([^/]+)/",
                                            "//$1,"
                                                    + other.substring(0, other.indexOf('/'))
                                                    + "/"));
                    quick(config);
                });
    }

    private static void quick(HikariConfig config) {
        config.setConnectionTimeout(1_500);
        config.setValidationTimeout(500);
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "2");
        config.addDataSourceProperty("hostRecheckSeconds", "1");
    }

    private static void serve(TestPool pool) throws SQLException {
        try (Connection connection = pool.borrow()) {
            TestPool.execute(connection, "select 1");
        }
    }

    /** Waits until the borrow is in the history of its host. */
    private static void serveAndCount(TestPool pool, String address) throws SQLException {
        long before = number(host(pool, address), "borrows");
        serve(pool);
        await().atMost(SOON).until(() -> number(host(pool, address), "borrows") > before);
    }

    private static String address(Postgres postgres) {
        String rest = postgres.url().substring(postgres.url().indexOf("//") + 2);
        return rest.substring(0, rest.indexOf('/'));
    }

    private static String bean(TestPool pool) {
        return "type=Pool,name=" + pool.name();
    }

    private static Map<String, CompositeData> hosts(TestPool pool) {
        TabularData table = (TabularData) Warden.attribute(bean(pool), "Hosts");
        return table.values().stream()
                .map(CompositeData.class::cast)
                .collect(
                        Collectors.toMap(
                                row -> String.valueOf(row.get("host")), Function.identity()));
    }

    private static CompositeData host(TestPool pool, String address) {
        return Objects.requireNonNull(hosts(pool).get(address), address);
    }

    private static boolean isCurrent(TestPool pool, String address) {
        CompositeData host = hosts(pool).get(address);
        return host != null && Boolean.TRUE.equals(host.get("current"));
    }

    private static CompositeData health(TestPool pool) {
        TabularData table = (TabularData) Warden.attribute("type=Health", "Pools");
        return List.copyOf(table.values()).stream()
                .map(CompositeData.class::cast)
                .filter(row -> pool.name().equals(row.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static long number(CompositeData row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
