package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The field of the load tests, by the short names that {@code -guards} takes. */
final class LoadGuards {
    /** What all others are compared with. */
    static final String BASE = "none";

    private static final Map<String, Supplier<Optional<Guard>>> FIELD = field();

    private LoadGuards() {}

    static List<String> names() {
        return List.copyOf(FIELD.keySet());
    }

    /**
     * The guards of these names, the base aside; one whose agent is not there is left out, with a
     * word about it.
     *
     * @throws IllegalArgumentException if a name is not known
     */
    static List<Guard> choose(List<String> names) {
        List<Guard> guards = new ArrayList<>();
        for (String name : names) {
            Supplier<Optional<Guard>> guard = FIELD.get(name);
            if (guard == null) {
                throw new IllegalArgumentException("no guard " + name + "; there are " + names());
            }
            if (!name.equals(BASE)) {
                guard.get().ifPresent(guards::add);
            }
        }
        return guards;
    }

    private static Map<String, Supplier<Optional<Guard>>> field() {
        Map<String, Supplier<Optional<Guard>>> field = new LinkedHashMap<>();
        field.put(BASE, () -> Optional.of(Guard.NONE));
        // What two JVMs without a guard differ by: no ratio is to be trusted beyond it.
        field.put("control", () -> Optional.of(Guard.of("none, another JVM")));
        field.put("warden", () -> Optional.of(Guard.WARDEN));
        field.put(
                "warden-off", () -> Optional.of(Guard.warden("JDBC Warden, mode=off", "mode=off")));
        field.put("hikari-leaks", () -> pool("HikariCP leak detection", "hikari", "log"));
        field.put("dbcp2", () -> pool("DBCP2", "dbcp2", "off"));
        field.put("dbcp2-leaks", () -> pool("DBCP2 abandoned", "dbcp2", "remove"));
        field.put("tomcat", () -> pool("Tomcat JDBC", "tomcat", "off"));
        field.put("tomcat-leaks", () -> pool("Tomcat JDBC abandoned", "tomcat", "remove"));
        field.put("druid", () -> pool("Druid", "druid", "off"));
        field.put("druid-leaks", () -> pool("Druid abandoned, stat", "druid", "remove"));
        field.put(
                "datasource-proxy",
                () ->
                        Optional.of(
                                Guard.of("datasource-proxy", "-Dbench.wrapper=datasource-proxy")));
        // As a watch for slow statements, not as a log of all: its file would be what is measured.
        field.put(
                "p6spy",
                () ->
                        Optional.of(
                                Guard.of(
                                        "P6Spy",
                                        "-Dbench.wrapper=p6spy",
                                        "-Dp6spy.config.executionThreshold=60000")));
        field.put("otel", () -> OpenTelemetry.guard(OpenTelemetry.NAME));
        return field;
    }

    private static Optional<Guard> pool(String name, String pool, String leaks) {
        return Optional.of(Guard.of(name, "-Dbench.pool=" + pool, "-Dbench.leaks=" + leaks));
    }
}
