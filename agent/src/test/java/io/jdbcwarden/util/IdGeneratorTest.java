package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    @Test
    void countsUpFromItsStart() {
        IdGenerator ids = new IdGenerator("5f3c90aa");

        assertThat(ids.next()).isEqualTo("5f3c90aa-1");
        assertThat(ids.next()).isEqualTo("5f3c90aa-2");
    }

    @Test
    void startsAnewInEachJvm() {
        assertThat(new IdGenerator().next()).isNotEqualTo(new IdGenerator().next());
    }

    @Test
    void givesNoIdTwice() throws Exception {
        IdGenerator ids = new IdGenerator();
        Set<String> all = new HashSet<>();

        Threads.together(4, () -> take(ids, 1000)).forEach(all::addAll);

        assertThat(all).hasSize(4000);
    }

    private static Set<String> take(IdGenerator ids, int count) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            taken.add(ids.next());
        }
        return taken;
    }
}
