package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlStatesTest {
    private final SqlStates states = new SqlStates();

    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        for (int i = 0; i < SqlStates.size(); i++) {
            if (states.count(i) > 0) {
                counted.put(SqlStates.name(i), states.count(i));
            }
        }
        return counted;
    }

    @Test
    void countsByTheFirstTwoCharacters() {
        states.add("23505");
        states.add("23503");
        states.add("57014");

        assertThat(counted()).isEqualTo(Map.of("23", 2L, "57", 1L));
        assertThat(states.total()).isEqualTo(3);
    }

    @Test
    void countsAsOtherWhateverIsNotInTheList() {
        states.add(null);
        states.add("");
        states.add("4");
        states.add("other");
        states.add("QQ000");

        assertThat(counted()).isEqualTo(Map.of(SqlStates.OTHER, 5L));
    }

    @Test
    void hasNoClassTwice() {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < SqlStates.size(); i++) {
            names.merge(SqlStates.name(i), 1, Integer::sum);
        }

        assertThat(names).hasSize(SqlStates.size());
    }
}
