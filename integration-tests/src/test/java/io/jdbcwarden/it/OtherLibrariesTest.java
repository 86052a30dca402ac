package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An application with other versions of the agent's libraries prints what it prints without it. */
class OtherLibrariesTest {
    @Test
    void runUnchangedBesideTheAgents() {
        RunningJvm plain = run(Jvm.java());
        RunningJvm guarded = run(Jvm.java().agent());

        assertThat(lines(plain)).contains("made", "3.0").anyMatch(l -> l.endsWith("for anna"));
        assertThat(guarded.exitCode()).isZero();
        assertThat(lines(guarded)).isEqualTo(lines(plain));
        assertThat(guarded.stderr()).anyMatch(line -> line.contains("guarding pool legacy"));
        assertThat(guarded.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
    }

    private static RunningJvm run(Jvm jvm) {
        Postgres postgres = Postgres.shared();
        return jvm.main(
                        OtherLibrariesApp.class,
                        postgres.url(),
                        postgres.user(),
                        postgres.password())
                .run();
    }

    /** Without the time that begins a line of the log. */
    private static List<String> lines(RunningJvm jvm) {
        return jvm.stdout().stream().map(line -> line.replaceFirst("^[0-9:.]{12} ", "")).toList();
    }
}
