package io.jdbcwarden.it.prometheus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules under promtool. The incident and what is expected of it stand in the resources {@code
 * prometheus/alert-rules-test.yaml} and {@code prometheus/recording-rules-test.yaml}.
 */
@Tag("any-pool")
class RulesTest {
    private static final String ALERTS = "alert-rules.yaml";
    private static final String RECORDINGS = "recording-rules.yaml";

    @TempDir private Path directory;

    @BeforeEach
    void print() throws IOException {
        Tool.find("promtool");
        Printed.file(directory, ALERTS, "alert-rules", "--runbooks=page");
        Printed.file(directory, RECORDINGS, "recording-rules");
    }

    private Path resource(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream in = RulesTest.class.getResourceAsStream("/prometheus/" + name)) {
            Files.copy(in, file);
        }
        return file;
    }

    @Test
    void prometheusTakesTheRules() throws Exception {
        assertThat(Tool.run(directory, "promtool", "check", "rules", ALERTS, RECORDINGS))
                .contains("SUCCESS: 14 rules found", "SUCCESS: 25 rules found");
    }

    @Test
    void alertsFireAndClearInTheIncident() throws Exception {
        Path test = resource("alert-rules-test.yaml");
        assertThat(Tool.run(directory, "promtool", "test", "rules", test.toString()))
                .contains("SUCCESS");
    }

    /** So that no alert is forgotten in the incident. */
    @Test
    void theIncidentShowsEveryAlertBeforeInAndAfterIt() throws Exception {
        Set<String> alerts = all("- alert: (\\w+)", Files.readString(directory.resolve(ALERTS)));
        String test = Files.readString(resource("alert-rules-test.yaml"));
        String calm = "alertname: (\\w+)\\n    exp_alerts: \\[]\\n";
        String calmThenFiringThenCalm =
                calm
                        + "(?:(?!exp_alerts: \\[]).)*?alertname: \\1\\n    exp_alerts:\\n"
                        + "(?:(?!exp_alerts: \\[]).)*?alertname: \\1\\n    exp_alerts: \\[]\\n";
        assertThat(all("(?s)" + calmThenFiringThenCalm, test)).isEqualTo(alerts);
    }

    @Test
    void recordingsAddUpTheJvmsOfAJob() throws Exception {
        String test = Files.readString(resource("recording-rules-test.yaml"));
        assertThat(Tool.run(directory, "promtool", "test", "rules", "recording-rules-test.yaml"))
                .contains("SUCCESS");
        assertThat(all("  - expr: (\\S+)", test))
                .isEqualTo(
                        all("- record: (\\S+)", Files.readString(directory.resolve(RECORDINGS))));
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(toSet());
    }
}
