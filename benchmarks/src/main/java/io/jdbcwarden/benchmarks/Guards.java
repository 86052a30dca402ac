package io.jdbcwarden.benchmarks;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The guards around HikariCP that {@link Compare} knows. */
final class Guards {
    private Guards() {}

    /** The agent beside the least that an agent can do, and the pool's own leak detection. */
    static List<Guard> warden() {
        return List.of(
                BareAgent.guard(),
                leakDetection(),
                Guard.warden("JDBC Warden, stack=never", "stack=never"),
                Guard.warden("JDBC Warden, stack=auto", "stack=auto"),
                Guard.warden("JDBC Warden, stack=always", "stack=always"));
    }

    /**
     * The agent with one thing changed, and with everything off that can be. Histograms have no
     * setting: every guard but {@code mode=off} fills them.
     */
    static List<Guard> features() {
        String off = "ownership=off;breaker=off;reset.rollback=false;stack=never;jmx=false";
        return List.of(
                Guard.warden("all as by default"),
                Guard.warden("mode=off", "mode=off"),
                Guard.warden("mode=observe", "mode=observe"),
                Guard.warden("default but ownership=off", "ownership=off"),
                Guard.warden("default but breaker=off", "breaker=off"),
                Guard.warden("default but reset.rollback=false", "reset.rollback=false"),
                Guard.warden("default but stack=never", "stack=never"),
                Guard.warden("default but jmx=false", "jmx=false"),
                with(Guard.warden("default, scraped every second"), "-Dbench.scrape=true"),
                Guard.warden("all off", off),
                Guard.warden("only ownership", off.replace("ownership=off", "ownership=block")),
                Guard.warden("only breaker", off.replace("breaker=off", "breaker=on")),
                Guard.warden("only reset.rollback", off.replace("rollback=false", "rollback=true")),
                Guard.warden("only stack=auto", off.replace("stack=never", "stack=auto")),
                Guard.warden("only jmx", off.replace("jmx=false", "jmx=true")),
                with(
                        Guard.warden(
                                "only jmx, scraped every second",
                                off.replace("jmx=false", "jmx=true")),
                        "-Dbench.scrape=true"));
    }

    /** What it costs to look for changes of session state that nobody makes, and another build. */
    static List<Guard> state() {
        List<Guard> guards = new ArrayList<>();
        String other = found("another build", "other.jar", "", "it is not given");
        if (!other.isEmpty()) {
            guards.add(
                    Guard.of(
                            "another build, stack=never",
                            "-javaagent:" + other + "=log.level=error;stack=never"));
        }
        guards.add(Guard.warden("reset.state=off", "stack=never", "reset.state=off"));
        guards.add(Guard.warden("reset.state=auto", "stack=never"));
        guards.add(
                Guard.warden(
                        "reset.state=auto, tag.database=session-vars",
                        "stack=never",
                        "tag.database=session-vars"));
        return guards;
    }

    /** What else is used in the field. Agents that are not there are left out, and said so. */
    static List<Guard> field() {
        List<Guard> field = new ArrayList<>();
        field.add(leakDetection());
        field.add(Guard.of("datasource-proxy", "-Dbench.wrapper=datasource-proxy"));
        field.add(Guard.of("P6Spy", "-Dbench.wrapper=p6spy"));
        OpenTelemetry.guard(OpenTelemetry.NAME).ifPresent(field::add);
        OpenTelemetry.guard(
                        OpenTelemetry.NAME + ", data sources too",
                        "-Dotel.instrumentation.jdbc-datasource.enabled=true")
                .ifPresent(field::add);
        String glowroot = found("Glowroot", "glowroot.jar", "", "it is in no registry we know");
        if (!glowroot.isEmpty()) {
            field.add(Guard.of("Glowroot", "-javaagent:" + glowroot));
        }
        field.add(Guard.warden("JDBC Warden"));
        return field;
    }

    private static Guard leakDetection() {
        return Guard.of("HikariCP leak detection", "-Dbench.leaks=log");
    }

    private static Guard with(Guard guard, String jvmArgument) {
        List<String> all = new ArrayList<>(guard.jvmArguments());
        all.add(jvmArgument);
        return new Guard(guard.name(), all);
    }

    private static String found(String name, String property, String path, String how) {
        File jar = new File(System.getProperty(property, path));
        if (jar.isFile()) {
            return jar.getAbsolutePath();
        }
        System.err.println(
                name + " is left out: " + how + ", or give its jar by -D" + property + "=...");
        return "";
    }
}
