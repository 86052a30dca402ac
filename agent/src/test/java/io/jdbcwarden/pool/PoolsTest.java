package io.jdbcwarden.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private static final int AT_ONCE = 4;

    private final Pools pools =
            new Pools(
                    SettingsLoader.defaults(),
                    Clock.SYSTEM,
                    new DistinctErrors(
                            (kind, error) -> {
                                throw new AssertionError(kind, error);
                            }),
                    Opener.NONE);

    @Test
    void poolsOfOneNameThatBeginAtOnceGetDifferentOnes() throws Exception {
        Set<String> names = new TreeSet<>();
        int made = 0;
        for (int round = 0; round < 100; round++) {
            String name = "round " + round;
            List<String> got = atOnce(() -> named(name));
            names.addAll(got);
            made += got.size();
            assertThat(got).contains(name);
        }

        assertThat(names).hasSize(made);
        assertThat(pools.all()).hasSize(made);
    }

    @Test
    void borrowersThatComeAtOnceFindOnePool() throws Exception {
        for (int round = 0; round < 100; round++) {
            HikariDataSource one = named("round " + round);
            assertThat(atOnce(() -> one)).containsOnly("round " + round);
        }
        assertThat(pools.all()).hasSize(100);
    }

    private static HikariDataSource named(String name) {
        HikariDataSource source = new HikariDataSource();
        source.setPoolName(name);
        return source;
    }

    private interface Source {
        HikariDataSource get();
    }

    private List<String> atOnce(Source source) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            HikariDataSource mine = source.get();
            FutureTask<String> task =
                    new FutureTask<>(
                            () -> {
                                start.await(10, TimeUnit.SECONDS);
                                GuardedPool pool = pools.register(mine);
                                return pool == null ? "none" : pool.name();
                            });
            tasks.add(task);
            new Thread(task).start();
        }
        List<String> names = new ArrayList<>();
        for (FutureTask<String> task : tasks) {
            names.add(task.get(10, TimeUnit.SECONDS));
        }
        return names;
    }
}
