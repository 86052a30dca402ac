package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JMX exporter's agent, with the configuration the jar prints, beside ours in one JVM. */
@Tag("any-pool")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExporterTest {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(\\{.*})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningJvm application;
    private int exporterPort;
    private int jmxPort;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path config = directory.resolve("exporter.yaml");
        Files.write(
                config,
                Jvm.java().jar(WardenJar.path(), "print", "exporter-config").run().stdout());
        exporterPort = freePort();
        jmxPort = freePort();
        Postgres postgres = Postgres.shared();
        application =
                Jvm.java()
                        .agent("region=test-region")
                        .jvmArg(
                                "-javaagent:"
                                        + System.getProperty("exporter.jar")
                                        + "="
                                        + exporterPort
                                        + ":"
                                        + config)
                        .property("com.sun.management.jmxremote.port", "" + jmxPort)
                        .property("com.sun.management.jmxremote.authenticate", "false")
                        .property("com.sun.management.jmxremote.ssl", "false")
                        .property("java.rmi.server.hostname", "127.0.0.1")
                        .main(
                                Application.class,
                                postgres.url(),
                                postgres.user(),
                                postgres.password())
                        .start();
        application.awaitStdout("ready");
        await().until(() -> scrape("").contains("jdbc_warden_lease_seconds_count"));
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String scrape(String accept) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporterPort + "/metrics"))
                        .header("Accept", accept.isEmpty() ? "text/plain" : accept)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Each sample by its name and its labels in the order of their names. */
    private Map<String, Double> samples() throws IOException, InterruptedException {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : scrape("").split("\n")) {
            Matcher matcher = SAMPLE.matcher(line);
            if (line.startsWith("jdbc_warden_") && matcher.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                String value = matcher.group(3).replace("+Inf", "Infinity");
                samples.put(matcher.group(1) + labels, Double.valueOf(value));
            }
        }
        return samples;
    }

    @Test
    void servesEveryMetricWithItsLabels() throws Exception {
        Map<String, Double> samples = samples();
        String version =
                Jvm.java()
                        .jar(WardenJar.path(), "--version")
                        .run()
                        .stdout()
                        .get(0)
                        .replace("jdbc-warden ", "");
        String pool = "kind=HikariCP, pool=shop, region=test-region";
        assertThat(samples)
                .containsEntry("jdbc_warden_pool_connections{" + pool + ", state=active}", 1.0)
                .containsEntry("jdbc_warden_pool_connections{" + pool + ", state=idle}", 3.0)
                .containsEntry("jdbc_warden_pool_connections{" + pool + ", state=pending}", 0.0)
                .containsEntry("jdbc_warden_pool_connections{" + pool + ", state=max}", 4.0)
                .containsEntry("jdbc_warden_borrows_total{pool=shop, result=ok}", 13.0)
                .containsEntry("jdbc_warden_borrows_total{pool=shop, result=failed}", 0.0)
                .containsEntry("jdbc_warden_borrows_total{pool=shop, result=timeout}", 0.0)
                .containsEntry("jdbc_warden_borrows_total{pool=shop, result=denied}", 0.0)
                .containsEntry("jdbc_warden_lease_seconds_count{pool=shop}", 12.0)
                .containsEntry("jdbc_warden_statement_seconds_count{pool=shop}", 11.0)
                .containsEntry("jdbc_warden_leaks_total{cause=REQUEST_ENDED, pool=shop}", 0.0)
                .containsEntry(
                        "jdbc_warden_reclaims_total{cause=IDLE, outcome=EVICTED, pool=shop}", 0.0)
                .containsEntry("jdbc_warden_violations_total{kind=AFTER_CLOSE, pool=shop}", 1.0)
                .containsEntry("jdbc_warden_dirty_returns_total{pool=shop}", 1.0)
                .containsEntry("jdbc_warden_nested_borrows_total{pool=shop}", 0.0)
                .containsEntry("jdbc_warden_breaker_state{pool=shop}", 0.0)
                .containsEntry("jdbc_warden_breaker_rejected_total{pool=shop}", 0.0)
                .containsEntry("jdbc_warden_sessions{pool=shop}", 1.0)
                .containsEntry("jdbc_warden_health{}", 1.0)
                .containsEntry("jdbc_warden_hook_errors_total{}", 0.0)
                .containsEntry("jdbc_warden_info{mode=enforce, version=" + version + "}", 1.0);
        assertThat(samples.get("jdbc_warden_sessions_oldest_seconds{pool=shop}")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"borrow_wait", "lease", "statement"})
    void servesHistogramsAsBuckets(String name) throws Exception {
        Map<String, Double> samples = samples();
        String metric = "jdbc_warden_" + name + "_seconds";
        List<Double> buckets =
                samples.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(metric + "_bucket{le="))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .toList();

        assertThat(buckets).hasSizeGreaterThan(10);
        double count = samples.getOrDefault(metric + "_count{pool=shop}", -1.0);
        assertThat(count).isPositive();
        assertThat(samples).containsEntry(metric + "_bucket{le=+Inf, pool=shop}", count);
        assertThat(samples).containsEntry(metric + "_bucket{le=300.0, pool=shop}", count);
        assertThat(samples.get(metric + "_sum{pool=shop}")).isBetween(0.0, 300.0);
        assertThat(scrape("")).contains("# TYPE " + metric + " histogram\n");
    }

    @Test
    void saysWhichTypeEachMetricHas() throws Exception {
        assertThat(scrape("").lines().filter(line -> line.startsWith("# TYPE jdbc_warden_")))
                .hasSize(21)
                .allMatch(
                        line ->
                                line.endsWith(line.contains("_total ") ? " counter" : " gauge")
                                        || line.matches(".*_seconds histogram"));
        assertThat(scrape("application/openmetrics-text; version=1.0.0"))
                .contains("# TYPE jdbc_warden info", "# TYPE jdbc_warden_lease_seconds histogram")
                .endsWith("# EOF\n");
    }

    @Test
    void agreesWithJmxReadFromAnotherJvm() throws Exception {
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi");
        try (JmxClient client = JmxClient.connect(url)) {
            String pool = "Pool,name=shop";
            Map<String, Double> samples = samples();

            assertThat(samples)
                    .containsEntry(
                            "jdbc_warden_borrows_total{pool=shop, result=ok}",
                            (double) client.number(pool, "Borrows"))
                    .containsEntry(
                            "jdbc_warden_dirty_returns_total{pool=shop}",
                            (double) client.number(pool, "DirtyReturns"));
            for (String attribute : List.of("BorrowWait", "LeaseTime", "StatementTime")) {
                CompositeData times = (CompositeData) client.get(pool, attribute);
                assertThat(times).isNotNull();
                assertThat(samples.values()).contains(((Long) times.get("count")).doubleValue());
            }
            assertThat(client.rows("Sessions", "Sessions")).hasSize(1);
            assertThat(client.invoke("Warden", "dump"))
                    .asString()
                    .contains("Sessions: 1", "dirty-return", "borrowed at");
        }
    }

    /** Thirteen borrows: ten plain ones, a dirty return, a use after the close, and one kept. */
    static final class Application {
        public static void main(String[] arguments) throws Exception {
            HikariConfig config = new HikariConfig();
            config.setPoolName("shop");
            config.setJdbcUrl(arguments[0]);
            config.setUsername(arguments[1]);
            config.setPassword(arguments[2]);
            config.setMaximumPoolSize(4);
            HikariDataSource pool = new HikariDataSource(config);
            for (int i = 0; i < 10; i++) {
                run(pool, true);
            }
            run(pool, false);
            Connection closed = pool.getConnection();
            closed.close();
            try {
                closed.createStatement();
            } catch (SQLException e) {
                System.out.println("refused");
            }
            Connection kept = pool.getConnection();
            while (pool.getHikariPoolMXBean().getTotalConnections() < 4) {
                Thread.onSpinWait();
            }
            System.out.println("ready");
            Thread.currentThread().join();
            kept.close();
        }

        private static void run(HikariDataSource pool, boolean commits) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(commits);
                statement.execute("select 1");
            }
        }
    }
}
