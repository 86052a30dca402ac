package io.jdbcwarden.cli;

import io.jdbcwarden.metric.Meter;

/**
 * The configuration of the JMX exporter agent: a rule for each counter and gauge of {@link Meter},
 * which the bean {@code jdbcwarden:type=Metrics} shows as tables keyed by the labels.
 *
 * <p>There is no rule for histograms and for the info metric: version 1.0.1 of the exporter cuts
 * {@code _bucket} and {@code _info} off the names that rules give. The agent itself adds these to
 * the exporter's registry.
 */
final class ExporterConfig {
    private static final String[] HEAD = {
        "# Configuration of the Prometheus JMX exporter agent for JDBC Warden:",
        "#   java -javaagent:jdbc-warden.jar \\",
        "#        -javaagent:jmx_prometheus_javaagent-1.0.1.jar=9404:<this file> -jar application.jar",
        "# Histograms (_bucket, _sum, _count) and jdbc_warden_info need no rule: JDBC Warden hands",
        "# them to the exporter when both run in one JVM.",
        "includeObjectNames: [\"jdbcwarden:type=Metrics\"]",
        "rules:"
    };

    private ExporterConfig() {}

    static String text() {
        StringBuilder text = new StringBuilder();
        for (String line : HEAD) {
            text.append(line).append('\n');
        }
        for (Meter meter : Meter.values()) {
            if (meter.type() == Meter.Type.COUNTER || meter.type() == Meter.Type.GAUGE) {
                rule(meter, text);
            }
        }
        return text.toString();
    }

    private static void rule(Meter meter, StringBuilder text) {
        text.append("- pattern: '^jdbcwarden<type=Metrics");
        for (String label : meter.labels()) {
            text.append(", ").append(label).append("=(.*)");
        }
        text.append("><>").append(meter.title()).append(": '\n");
        text.append("  name: ").append(meter.title()).append('\n');
        text.append("  type: ").append(meter.type()).append('\n');
        text.append("  help: \"").append(meter.help()).append("\"\n");
        text.append("  cache: true\n");
        if (meter.labels().isEmpty()) {
            return;
        }
        text.append("  labels:\n");
        for (int i = 0; i < meter.labels().size(); i++) {
            text.append("    ").append(meter.labels().get(i));
            text.append(": \"$").append(i + 1).append("\"\n");
        }
    }
}
