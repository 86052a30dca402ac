package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the agent's own is the agent's own affair. */
class BrokenHookTest {
    @ParameterizedTest
    @ValueSource(strings = {"enter", "exit"})
    void neverReachTheApplicationAndSwitchThemselvesOff(String where) {
        RunningJvm plain = app(Jvm.java());
        RunningJvm broken =
                app(
                        Jvm.java()
                                .agent()
                                .property("warden.internal.fail", where)
                                .property("say.hook.errors", "yes"));

        assertThat(plain.exitCode()).isZero();
        assertThat(broken.exitCode()).isZero();
        assertThat(plain.stdout()).hasSizeGreaterThan(100);
        assertThat(broken.stdout()).isEqualTo(plain.stdout());
        assertThat(broken.stderr())
                .anyMatch(
                        line ->
                                line.startsWith("[jdbc-warden] ")
                                        && line.contains("hikari.borrow failed")
                                        && line.contains("is switched off"));
        if (where.equals("exit")) {
            // If it fails before the first borrow, the agent never learns of a pool to show.
            assertThat(hookErrors(broken)).isPositive();
        }
    }

    private static RunningJvm app(Jvm jvm) {
        Postgres postgres = Postgres.shared();
        return jvm.main(LegacyApp.class, postgres.url(), postgres.user(), postgres.password())
                .run();
    }

    private static long hookErrors(RunningJvm jvm) {
        return jvm.stderr().stream()
                .filter(line -> line.startsWith("[hook errors] "))
                .mapToLong(line -> Long.parseLong(line.substring("[hook errors] ".length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(jvm.stderr()));
    }
}
