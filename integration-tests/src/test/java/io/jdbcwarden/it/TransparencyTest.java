package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application cannot tell from its connections whether the agent is there. */
@Tag("any-pool")
class TransparencyTest {
    @Test
    void everyPoolSaysTheSameWithAndWithoutTheAgent() {
        List<String> without = transcript(Jvm.java());

        List<String> with = transcript(Jvm.java().agent("log.level=error"));

        assertThat(without).hasSizeGreaterThan(30 * (int) PoolKind.transparent().count());
        assertThat(with).containsExactlyElementsOf(without);
    }

    private static List<String> transcript(Jvm jvm) {
        Postgres postgres = Postgres.shared();
        RunningJvm ran =
                jvm.main(PoolTranscript.class, postgres.url(), postgres.user(), postgres.password())
                        .run();
        assertThat(ran.exitCode()).as("%s", ran.stderr()).isZero();
        return ran.stdout().stream().filter(line -> line.contains(", ")).toList();
    }
}
