package io.jdbcwarden.benchmarks;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The OpenTelemetry agent, without a place to send anything to. */
final class OpenTelemetry {
    static final String NAME = "OpenTelemetry agent";

    private static final String PROPERTY = "opentelemetry.jar";
    private static final String JAR = "benchmarks/target/agents/opentelemetry-javaagent.jar";

    private OpenTelemetry() {}

    /**
     * As a guard; none if its jar is not there, which is said on stderr.
     *
     * @param name as the tables show it
     * @param settings more JVM arguments
     */
    static Optional<Guard> guard(String name, String... settings) {
        File jar = new File(System.getProperty(PROPERTY, JAR));
        if (!jar.isFile()) {
            System.err.println(
                    name
                            + " is left out: build with -Pfield, or give its jar by -D"
                            + PROPERTY
                            + "=...");
            return Optional.empty();
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-javaagent:" + jar.getAbsolutePath(),
                                "-Dotel.traces.exporter=none",
                                "-Dotel.metrics.exporter=none",
                                "-Dotel.logs.exporter=none",
                                "-Dotel.javaagent.logging=none"));
        arguments.addAll(List.of(settings));
        return Optional.of(new Guard(name, arguments));
    }
}
