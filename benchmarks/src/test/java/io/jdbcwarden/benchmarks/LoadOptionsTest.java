package io.jdbcwarden.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.benchmarks.LoadTask.Loop;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {

    @Test
    void measuresEachScenarioInEachLoopWithAsManyThreadsAsConnections() {
        LoadOptions options = new LoadOptions(List.of());

        assertThat(options.pools()).containsExactly(10, 40);
        assertThat(options.tasks(10))
                .containsExactly(
                        new LoadTask(LoadScenario.SELECT1, 10, Loop.CLOSED, 10, 0),
                        new LoadTask(LoadScenario.SELECT1, 10, Loop.RATE, 10, 0),
                        new LoadTask(LoadScenario.TPCB, 10, Loop.CLOSED, 10, 0),
                        new LoadTask(LoadScenario.TPCB, 10, Loop.RATE, 10, 0));
    }

    @Test
    void takesTheLastOfTwoValues() {
        LoadOptions options =
                new LoadOptions(List.of("-forks", "7", "-quick", "-rounds", "4", "-threads", "3"));

        assertThat(options.forks()).isEqualTo(1);
        assertThat(options.rounds()).isEqualTo(4);
        assertThat(options.tasks(40).get(0).threads()).isEqualTo(3);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> new LoadOptions(List.of("-fork", "7")))
                .hasMessageContaining("-fork");
        assertThatThrownBy(() -> new LoadOptions(List.of("-forks"))).hasMessageContaining("-forks");
        assertThatThrownBy(() -> new LoadOptions(List.of("-guards", "nobody")).guards())
                .hasMessageContaining("nobody");
    }

    @Test
    void handsTasksOnAsText() {
        LoadTask task = new LoadTask(LoadScenario.TPCB, 40, Loop.RATE, 20, 1234.5);

        assertThat(LoadTask.parse(task.text())).isEqualTo(task);
    }
}
