package io.jdbcwarden.benchmarks;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who watches the connections of a JVM that is measured: the flags that put it there.
 *
 * <p>A guard is always a matter of the measured JVM's own flags, never of its code: an agent by
 * {@code -javaagent}, a pool's leak detection and a wrapping driver by the properties that {@link
 * DataSources} reads.
 *
 * @param name as the tables show it
 * @param jvmArguments what the measured JVM is started with
 */
record Guard(String name, List<String> jvmArguments) {

    /** Nobody watches. */
    static final Guard NONE = new Guard("none", List.of());

    /** JDBC Warden as an operator starts it. */
    static final Guard WARDEN = warden("JDBC Warden");

    /** JDBC Warden when nobody has set anything, not even how it logs. */
    static Guard plainWarden() {
        return new Guard(
                "JDBC Warden",
                List.of(agent("agent.jar", "agent/target/jdbc-warden.jar", List.of())));
    }

    /** JDBC Warden with settings, such as {@code stack=never}. */
    static Guard warden(String name, String... settings) {
        List<String> all = new ArrayList<>(List.of("log.level=error"));
        all.addAll(Arrays.asList(settings));
        return new Guard(name, List.of(agent("agent.jar", "agent/target/jdbc-warden.jar", all)));
    }

    /** Another guard around the same pool, or another pool with its own guard. */
    static Guard of(String name, String... jvmArguments) {
        return new Guard(name, List.of(jvmArguments));
    }

    private static String agent(String property, String path, List<String> settings) {
        String options = settings.isEmpty() ? "" : "=" + String.join(";", settings);
        return "-javaagent:" + jar(property, path) + options;
    }

    /** The jar of an agent: where the property says, else where the build puts it. */
    static String jar(String property, String path) {
        File jar = new File(System.getProperty(property, path));
        if (!jar.isFile()) {
            throw new IllegalStateException(
                    "no agent at "
                            + jar.getAbsolutePath()
                            + ": build it from the project's root, or set -D"
                            + property);
        }
        return jar.getAbsolutePath();
    }
}
