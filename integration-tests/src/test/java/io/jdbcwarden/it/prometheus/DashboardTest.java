package io.jdbcwarden.it.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jdbcwarden.it.Jvm;
import io.jdbcwarden.it.Postgres;
import io.jdbcwarden.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An incident of an application that Prometheus scrapes: requests leak, the pool is exhausted, the
 * database stops and comes back. Then everything that the jar prints is asked about it.
 */
@Tag("any-pool")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    /** The agent made no error of its own. */
    private static final Set<String> WITHOUT_INCIDENT = Set.of("The agent's own errors");

    private final List<AutoCloseable> open = new ArrayList<>();
    private Prometheus prometheus;
    private Dashboard dashboard;
    private String instance;
    private long begin;
    private long end;

    @BeforeAll
    void incident(@TempDir Path directory) throws Exception {
        Tool.find("prometheus");
        dashboard = new Dashboard(Printed.text("grafana-dashboard"));
        int port = Prometheus.freePort();
        instance = "127.0.0.1:" + port;
        Path config = Printed.file(directory, "exporter.yaml", "exporter-config");
        Postgres postgres = opened(Postgres.start(50));
        RunningJvm application = opened(start(postgres, port, config));
        application.awaitStdout("ready");
        prometheus = opened(Prometheus.start(directory, port));
        begin = Instant.now().getEpochSecond();
        // Twice: a growth can be told of the second scrape only.
        until("sum(count_over_time(jdbc_warden_leaks_total[1h])) > 12 * 2");

        application.send("go");
        until("increase(jdbc_warden_leaks_total{cause=\"REQUEST_ENDED\"}[1m]) > 1");
        until("increase(jdbc_warden_borrows_total{result=\"timeout\"}[1m]) > 1");
        until("jdbc_warden_statement_seconds_count > 12");
        until("sum(increase(jdbc_warden_deadlocks_total[1m])) > 0");
        until("sum(increase(jdbc_warden_slow_statements_total[1m])) > 0");
        until("max_over_time(jdbc_warden_sessions_oldest_seconds[1m]) > 1");
        postgres.stop();
        until("jdbc_warden_breaker_state == 2");
        until("rate(jdbc_warden_breaker_rejected_total[1m]) > 0");
        until("ALERTS{alertname=\"JdbcWardenBreakerOpen\", alertstate=\"firing\"}");
        until("max(job_pool:jdbc_warden_borrow_wait_seconds:p99_5m) > 0");
        postgres.restart();
        until("jdbc_warden_breaker_state == bool 0");
        end = Instant.now().getEpochSecond();
    }

    private static RunningJvm start(Postgres postgres, int port, Path config) {
        return Jvm.java()
                .agent(IncidentApplication.SETTING)
                .jvmArg(
                        "-javaagent:"
                                + System.getProperty("exporter.jar")
                                + "="
                                + port
                                + ":"
                                + config)
                .main(
                        IncidentApplication.class,
                        postgres.url(),
                        postgres.user(),
                        postgres.password())
                .start();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    private void until(String expression) {
        await(expression).atMost(SOON).until(() -> prometheus.holds(expression));
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyQueryOfTheDashboardShowsTheIncident() {
        assertThat(dashboard.queries()).hasSizeGreaterThan(25);
        return dashboard.queries().entrySet().stream()
                .map(
                        query ->
                                DynamicTest.dynamicTest(
                                        query.getKey(),
                                        () -> showsTheIncident(query.getKey(), query.getValue())));
    }

    private void showsTheIncident(String name, String query)
            throws IOException, InterruptedException {
        String expression =
                withVariables(query)
                        .replace("$__rate_interval", "10s")
                        .replace("$__range", (end - begin) + "s");
        double[] values = prometheus.queryRange(expression, begin, end);
        assertThat(values).as(expression).isNotEmpty();
        if (WITHOUT_INCIDENT.stream().noneMatch(name::contains)) {
            assertThat(Arrays.stream(values).max().orElse(0)).as(expression).isPositive();
        }
    }

    private String withVariables(String query) {
        String all = query.replace("$job", "shop").replace("$instance", instance);
        return all.replace("$pool", ".*");
    }

    @Test
    void theVariablesOfTheDashboardHaveTheirValues() throws Exception {
        Map<String, List<String>> values = new TreeMap<>();
        for (Map.Entry<String, String> variable : dashboard.variables().entrySet()) {
            values.put(variable.getKey(), values(variable.getValue()));
        }
        assertThat(values)
                .containsOnly(
                        Map.entry("job", List.of("shop")),
                        Map.entry("instance", List.of(instance)),
                        Map.entry("pool", List.of("shop")));
    }

    private List<String> values(String query) throws IOException, InterruptedException {
        Matcher matcher = LABEL_VALUES.matcher(query);
        assertThat(matcher.matches()).as(query).isTrue();
        return prometheus.labelValues(matcher.group(2), withVariables(matcher.group(1)));
    }

    /** What Grafana would stumble over without a word. */
    @Test
    void theDashboardIsWellFormed() {
        JsonObject json = dashboard.json();
        assertThat(json.get("schemaVersion").getAsInt()).isGreaterThanOrEqualTo(39);
        Set<Integer> ids = new HashSet<>();
        for (JsonElement element : json.getAsJsonArray("panels")) {
            JsonObject place = element.getAsJsonObject().getAsJsonObject("gridPos");
            assertThat(ids.add(element.getAsJsonObject().get("id").getAsInt())).isTrue();
            int right = place.get("x").getAsInt() + place.get("w").getAsInt();
            assertThat(right).as("%s", element).isBetween(1, 24);
        }
        for (JsonObject panel : dashboard.panels()) {
            assertThat(panel.getAsJsonObject("datasource").get("uid").getAsString())
                    .isEqualTo("${datasource}");
        }
    }

    /** In all: those that need longer than this incident are shown by promtool. */
    @Test
    void everyRuleIsLoadedAndEvaluatedWithoutErrors() throws Exception {
        int alerts = 0;
        int recordings = 0;
        for (JsonElement group : prometheus.rules().getAsJsonArray("groups")) {
            for (JsonElement element : group.getAsJsonObject().getAsJsonArray("rules")) {
                JsonObject rule = element.getAsJsonObject();
                String name = rule.get("name").getAsString();
                assertThat(rule.get("health").getAsString()).as("%s", rule).isEqualTo("ok");
                if (rule.get("type").getAsString().equals("alerting")) {
                    alerts++;
                } else {
                    recordings++;
                    assertThat(prometheus.queryRange(name, begin, end)).as(name).isNotEmpty();
                }
            }
        }
        assertThat(alerts).isEqualTo(14);
        assertThat(recordings).isEqualTo(25);
    }

    @Test
    void alertsFiredInTheIncident() throws Exception {
        for (String alert : List.of("Leaks", "Violations", "BreakerOpen")) {
            String firing =
                    "ALERTS{alertstate=\"firing\", job=\"shop\", alertname=\"JdbcWarden"
                            + alert
                            + "\"}";
            assertThat(prometheus.queryRange(firing, begin, end)).as(firing).isNotEmpty();
        }
    }

    @Test
    void anotherPrometheusCanFederateTheRecordings() throws Exception {
        String given = prometheus.federate("{__name__=~\"job(_[a-z_]+)?:jdbc_warden_.+\"}");
        assertThat(given)
                .contains("job:jdbc_warden_health:min{", "job=\"shop\"")
                .doesNotContain("instance=\"" + instance)
                .doesNotContain("\njdbc_warden_");
        assertThat(Printed.text("recording-rules"))
                .contains("{__name__=~\"job(_[a-z_]+)?:jdbc_warden_.+\"}");
    }
}
