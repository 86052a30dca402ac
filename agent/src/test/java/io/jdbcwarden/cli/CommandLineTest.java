package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.SettingsDocs;
import io.jdbcwarden.metric.Meter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = CommandLineMain.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private String file(String content) throws IOException {
        Path file = directory.resolve("warden.properties");
        Files.writeString(file, content);
        return file.toString();
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("jdbc-warden ").doesNotContain("unknown", "${");
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("check", "print", "-javaagent:jdbc-warden.jar");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void prefersNoColours() {
        run("--help");
        run("print", "--help");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void namesTheNearestCommandForAnUnknownOne() {
        assertThat(run("chekc", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("'chekc'").contains("check");
        assertThat(run("print", "exporter-conf")).isEqualTo(2);
        assertThat(err.toString()).contains("print exporter-config");
    }

    @Test
    void explainsItselfWhenUsedWithoutACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing command").contains("Usage: jdbc-warden");
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("print")).isEqualTo(2);
    }

    @Test
    void findsNoFaultInAGoodFile() throws IOException {
        assertThat(run("check", file("warden.mode=observe\nstack=always\n"))).isZero();
        assertThat(out.toString()).contains("ok").contains("mode=observe");
    }

    @Test
    void tellsEveryFaultOfABadFile() throws IOException {
        assertThat(run("check", file("mod=observe\nstack=perhaps\n"))).isEqualTo(1);
        assertThat(out.toString()).contains("mod=observe", "stack=perhaps", "2 faults");
        assertThat(run("check", "/no/such/file")).isEqualTo(1);
        assertThat(out.toString()).contains("/no/such/file");
    }

    @Test
    void printsADefaultConfiguration() {
        assertThat(run("print", "default-config")).isZero();
        assertThat(out).hasToString(SettingsDocs.defaultConfig());
    }

    @Test
    void printsARuleForEachCounterAndGauge() {
        assertThat(run("print", "exporter-config")).isZero();
        for (Meter meter : Meter.values()) {
            boolean ruled = meter.type() == Meter.Type.COUNTER || meter.type() == Meter.Type.GAUGE;
            assertThat(out.toString().contains("name: " + meter.title() + "\n"))
                    .as(meter.title())
                    .isEqualTo(ruled);
        }
    }

    @Test
    void printsAlertRulesWithLinksToRunbooks() {
        assertThat(run("print", "alert-rules")).isZero();
        assertThat(out.toString())
                .contains("\"" + MonitoringFiles.RUNBOOKS + "#jdbcwardenleaks\"")
                .doesNotContain("@runbooks@");
    }

    @Test
    void linksToRunbooksElsewhere() {
        assertThat(run("print", "alert-rules", "--runbooks=https://wiki/jdbc?a=\"b\"")).isZero();
        assertThat(out.toString())
                .contains("runbook_url: \"https://wiki/jdbc?a=\\\"b\\\"#jdbcwardenleaks\"")
                .doesNotContain(MonitoringFiles.RUNBOOKS);
    }

    @Test
    void printsTheRunbookOfEachAlert() {
        assertThat(run("print", "alert-rules")).isZero();
        List<String> alerts =
                Pattern.compile("- alert: (\\w+)")
                        .matcher(out.toString())
                        .results()
                        .map(match -> "### " + match.group(1) + "\n")
                        .toList();
        assertThat(run("print", "runbooks")).isZero();

        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(out.toString()).contains(alerts);
    }

    @Test
    void printsRecordingRulesAndADashboard() {
        assertThat(run("print", "recording-rules")).isZero();
        assertThat(out.toString()).contains("- record: job:jdbc_warden_health:min\n");
        assertThat(run("print", "grafana-dashboard")).isZero();
        assertThat(out.toString()).contains("\"schemaVersion\"").endsWith("}\n");
    }
}
