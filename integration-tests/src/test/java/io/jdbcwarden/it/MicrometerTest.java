package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application's own Micrometer registries show our meters beside its own. */
@Tag("any-pool")
class MicrometerTest {
    private static final String OLD_CLIENT = "io.micrometer.prometheus.PrometheusMeterRegistry";
    private static final String CLIENT = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

    @Test
    void showOurMetersUnderTheirNamesWithTheTagsThatTheApplicationAdds() throws SQLException {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().commonTags("application", "shop");
        try (HikariDataSource pool = pool("micrometer")) {
            try (Connection connection = pool.getConnection()) {
                await().until(() -> ours(registry, "jdbc.warden.sessions").gauge() != null);
                await().until(() -> ours(registry, "jdbc.warden.borrows").meters().size() == 4);
                await().until(() -> ours(registry, "jdbc.warden.lease").functionTimer() != null);
                assertThat(gauge(registry, "jdbc.warden.sessions")).isEqualTo(1);
            }
            await().until(() -> gauge(registry, "jdbc.warden.sessions") == 0);

            FunctionCounter borrows =
                    registry.get("jdbc.warden.borrows")
                            .tags("pool", "micrometer", "result", "ok", "application", "shop")
                            .functionCounter();
            assertThat(borrows.count()).isEqualTo(1);
            FunctionTimer lease =
                    registry.get("jdbc.warden.lease").tag("pool", "micrometer").functionTimer();
            assertThat(lease.count()).isEqualTo(1);
            assertThat(lease.totalTime(TimeUnit.SECONDS)).isPositive();
            assertThat(borrows.getId().getDescription()).isNotEmpty();
        }
        await().untilAsserted(
                        () -> assertThat(registry.getMeters()).noneMatch(MicrometerTest::isOfPool));
    }

    @Test
    void takeNoPartOfOursThatTheApplicationDenies() throws SQLException {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("jdbc.warden.leaks"));
        try (HikariDataSource pool = pool("denied");
                Connection connection = pool.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            await().until(() -> registry.find("jdbc.warden.sessions").gauge() != null);
            await().until(() -> registry.find("jdbc.warden.info").gauge() != null);
        }
        assertThat(registry.find("jdbc.warden.leaks").meters()).isEmpty();
    }

    @Test
    void serveRealHistogramsToPrometheus() {
        List<String> scraped = scraped(run(Jvm.java().agent().classpath(newest()), CLIENT));

        assertThat(scraped)
                .contains(
                        "jdbc_warden_borrows_total{application=\"legacy\",pool=\"legacy\",result=\"ok\"} 3.0",
                        "jdbc_warden_lease_seconds_bucket{pool=\"legacy\",le=\"+Inf\"} 3",
                        "jdbc_warden_statement_seconds_count{pool=\"legacy\"} 3")
                .anyMatch(line -> line.startsWith("jdbc_warden_info{mode=\"enforce\",version="))
                .anyMatch(line -> line.startsWith("jdbc_warden_sessions_oldest_seconds{"))
                .anyMatch(line -> line.startsWith("own_before_total"));
    }

    @Test
    void serveTimersToPrometheusWhereItsClientIsOld() {
        List<String> scraped = scraped(run(Jvm.java().agent(), OLD_CLIENT));

        assertThat(scraped)
                .contains(
                        "jdbc_warden_borrows_total{application=\"legacy\",pool=\"legacy\",result=\"ok\",} 3.0",
                        "jdbc_warden_lease_seconds_count{application=\"legacy\",pool=\"legacy\",} 3.0")
                .anyMatch(line -> line.startsWith("jdbc_warden_lease_seconds_sum{"))
                .anyMatch(line -> line.startsWith("jdbc_warden_info{"));
    }

    @Test
    void showNothingOfOursIfItIsSwitchedOff() throws InterruptedException {
        RunningJvm off =
                Jvm.java()
                        .agent("micrometer.publish=off")
                        .main(LookAfterSevenSeconds.class, database())
                        .run();

        assertThat(off.exitCode()).isZero();
        assertThat(off.stdout()).containsExactly("true", "[own]");
    }

    /** Longer than a registry is left alone after it was made. */
    static final class LookAfterSevenSeconds {
        private LookAfterSevenSeconds() {}

        public static void main(String[] arguments) throws Exception {
            MeterRegistry registry = new SimpleMeterRegistry();
            registry.counter("own").increment();
            try (Connection connection =
                    DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                Thread.sleep(7_000);
                System.out.println(connection.isValid(1));
            }
            System.out.println(
                    registry.getMeters().stream().map(meter -> meter.getId().getName()).toList());
        }
    }

    private static RunningJvm run(Jvm jvm, String registry) {
        return jvm.main(MicrometerMain.class, database(registry)).run();
    }

    private static String[] database(String... more) {
        Postgres postgres = Postgres.shared();
        return Stream.concat(
                        Stream.of(postgres.url(), postgres.user(), postgres.password()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** What was scraped before the pool was closed; after it, nothing of it was. */
    private static List<String> scraped(RunningJvm jvm) {
        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
        assertThat(jvm.stderr())
                .noneMatch(line -> line.contains(" ERROR ") || line.contains("WARN"));
        List<String> lines = jvm.stdout();
        int closed = lines.indexOf("closed");
        assertThat(lines.subList(closed, lines.size()))
                .noneMatch(line -> line.contains("pool=\"legacy\""));
        return lines.subList(0, closed);
    }

    /** The class path of the tests, behind a newer Micrometer with its Prometheus client. */
    private static Path[] newest() {
        List<Path> entries = new ArrayList<>(PoolKind.jars("micrometer"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry));
        }
        return entries.toArray(new Path[0]);
    }

    private static boolean isOfPool(Meter meter) {
        return "micrometer".equals(meter.getId().getTag("pool"));
    }

    private static Search ours(MeterRegistry registry, String name) {
        return registry.find(name).tag("pool", "micrometer");
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).tag("pool", "micrometer").gauge().value();
    }

    private static HikariDataSource pool(String name) {
        Postgres postgres = Postgres.shared();
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }
}
