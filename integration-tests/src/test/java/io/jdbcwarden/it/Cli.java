package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** {@code java -jar jdbc-warden.jar ...} in a JVM of its own. */
final class Cli {
    private Cli() {}

    static RunningJvm run(Object... arguments) {
        return Jvm.java().jar(WardenJar.path(), words(arguments)).run();
    }

    /** What it printed, after it ended well. */
    static List<String> good(Object... arguments) {
        RunningJvm jvm = run(arguments);
        assertThat(jvm.exitCode()).as("%s %s", jvm.stdout(), jvm.stderr()).isZero();
        assertThat(jvm.stderr()).isEmpty();
        return jvm.stdout();
    }

    /** The one line on stderr with which it failed. */
    static String failed(Object... arguments) {
        RunningJvm jvm = run(arguments);
        assertThat(jvm.exitCode()).as("%s %s", jvm.stdout(), jvm.stderr()).isEqualTo(1);
        assertThat(jvm.stdout()).isEmpty();
        assertThat(jvm.stderr()).hasSize(1);
        return jvm.stderr().get(0);
    }

    static String[] words(Object... arguments) {
        return List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
    }
}
