package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool that takes its connections from another one: a borrow is one session, of the outer. */
@Tag("any-pool")
class ChainedPoolsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void onlyWhatTheApplicationBorrowsIsASession() throws Exception {
        Postgres postgres = Postgres.shared();
        PoolKind tomcat =
                PoolKind.all()
                        .filter(kind -> kind.id().equals("tomcat-jdbc-11.0.27"))
                        .findAny()
                        .orElseThrow();
        DataSource inner =
                tomcat.setup()
                        .make(tomcat.loader(), PoolKind.Database.of(postgres), "chained-inner", 3);
        try (TestPool outer =
                TestPool.of(
                        postgres,
                        "chained",
                        3,
                        config -> {
                            config.setJdbcUrl(null);
                            config.setUsername(null);
                            config.setPassword(null);
                            config.setDataSource(inner);
                            config.setMinimumIdle(3);
                        })) {
            await().atMost(SOON).until(() -> outer.number("Idle") == 3);

            Request.of("chained", "anna")
                    .run(
                            () -> {
                                try (Connection first = outer.borrow();
                                        Connection second = outer.borrow();
                                        Connection third = outer.borrow()) {
                                    for (Connection each : List.of(first, second, third)) {
                                        WatchedPool.execute(each, "select 1");
                                    }
                                    assertThat(Warden.sessionsOf("chained"))
                                            .hasSize(3)
                                            .allMatch(s -> s.pool().equals(outer.name()));
                                }
                            });
            assertThat(Warden.sessionsOf("chained")).isEmpty();
        }
    }
}
