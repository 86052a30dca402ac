package io.jdbcwarden.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What Prometheus, Grafana and whoever is on call are given: files beside this class, as they are
 * in the sources.
 */
final class MonitoringFiles {
    /** The page of the runbooks, where the project publishes its documentation. */
    static final String RUNBOOKS = "https://jdbcwarden.io/docs/operations.md";

    /** What stands for that page in the rules. */
    private static final String RUNBOOKS_HERE = "@runbooks@";

    private MonitoringFiles() {}

    /**
     * The alert rules.
     *
     * @param runbooks the page with the runbooks; the alert's name in lower case is the anchor
     */
    static String alertRules(String runbooks) throws IOException {
        // In a quoted text of YAML.
        String url = runbooks.replace("\\", "\\\\").replace("\"", "\\\"");
        return text("alert-rules.yaml").replace(RUNBOOKS_HERE, url);
    }

    /** The recording rules. */
    static String recordingRules() throws IOException {
        return text("recording-rules.yaml");
    }

    /** The dashboard, in JSON. */
    static String dashboard() throws IOException {
        return text("grafana-dashboard.json");
    }

    /** The page with the runbooks, as it is in docs. */
    static String runbooks() throws IOException {
        return text("operations.md");
    }

    private static String text(String name) throws IOException {
        try (InputStream in = MonitoringFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not in the jar");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toString("UTF-8");
        }
    }
}
