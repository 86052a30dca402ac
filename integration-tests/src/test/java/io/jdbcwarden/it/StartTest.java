package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An application with the agent starts and ends as it does without, and hears only our own lines.
 */
@Tag("any-pool")
class StartTest {
    @Test
    void leavesTheOutputOfTheApplicationAlone() {
        RunningJvm jvm = Jvm.java().agent().main(Hello.class).run();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
    }

    static final class Hello {
        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }
}
