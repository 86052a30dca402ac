package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a program cannot tell of the rules is tested with Prometheus in the integration tests. */
class MonitoringFilesTest {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: \"page#(\\w+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");
    private static final Pattern METRIC = Pattern.compile("(?<![:\\w])jdbc_warden_\\w+");

    @Test
    void everyAlertLinksToARunbookOfItsName() throws IOException {
        String rules = MonitoringFiles.alertRules("page");
        List<String> names = all(ALERT, rules);
        List<String> anchors = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        assertThat(names).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        assertThat(all(RUNBOOK, rules)).isEqualTo(anchors);
    }

    @Test
    void everyAlertHasARunbookAndNoOtherHas() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        assertThat(all(HEADING, page)).isEqualTo(all(ALERT, MonitoringFiles.alertRules("page")));
    }

    @Test
    void theyAskOnlyForMetricsThatThereAre() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Meter meter : Meter.values()) {
            known.add(meter.title());
            if (meter.type() == Meter.Type.HISTOGRAM) {
                known.addAll(
                        Set.of(
                                meter.title() + "_bucket",
                                meter.title() + "_sum",
                                meter.title() + "_count"));
            }
        }
        assertThat(all(METRIC, MonitoringFiles.alertRules("page"))).isSubsetOf(known);
        assertThat(all(METRIC, MonitoringFiles.recordingRules().replaceAll("(?m)^#.*$", "")))
                .isSubsetOf(known);
        assertThat(all(METRIC, MonitoringFiles.dashboard())).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void theDashboardUsesRecordingsThatThereAre() throws IOException {
        Pattern recording = Pattern.compile("\\bjob\\w*:jdbc_warden_\\w+:\\w+");
        assertThat(all(recording, MonitoringFiles.dashboard()))
                .isNotEmpty()
                .isSubsetOf(all(recording, MonitoringFiles.recordingRules()));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }
}
