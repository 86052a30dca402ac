package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad settings are told all at once, and keep nothing from running unless that is wanted. */
@Tag("any-pool")
class SettingsAtStartTest {
    private static final String BAD = "moode=observe,lease.max-age=banana,breaker.trials=0";

    @Test
    void areAllToldWithTheNearestKeyAndTheApplicationRuns() {
        RunningJvm jvm = Jvm.java().agent(BAD).main(StartTest.Hello.class).run();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
        assertThat(jvm.stderr())
                .anyMatch(line -> line.contains("moode") && line.contains("mode"))
                .anyMatch(line -> line.contains("lease.max-age") && line.contains("banana"))
                .anyMatch(line -> line.contains("breaker.trials"))
                .anyMatch(line -> line.contains("without the agent"));
    }

    @Test
    void stopTheJvmIfThatIsWanted() {
        RunningJvm jvm =
                Jvm.java().agent(BAD + ",on-config-error=exit").main(StartTest.Hello.class).run();

        assertThat(jvm.exitCode()).isNotZero();
        assertThat(jvm.stdout()).isEmpty();
        assertThat(jvm.stderr()).anyMatch(line -> line.contains("banana"));
    }

    @Test
    void areTakenFromThePropertiesAndTheEnvironmentToo() {
        RunningJvm jvm =
                Jvm.java()
                        .agent()
                        .property("warden.stack", "sometimes")
                        .env("WARDEN_OWNERSHIP", "perhaps")
                        .main(StartTest.Hello.class)
                        .run();

        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr())
                .anyMatch(line -> line.contains("stack") && line.contains("sometimes"))
                .anyMatch(line -> line.contains("ownership") && line.contains("perhaps"));
    }
}
