package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A connection is taken away from an owner whose query still runs. */
class RunningQueryTest {
    private static final String QUERY = "select pg_sleep(300)";

    @Test
    void stopsTheQueryAndServesTheOneWhoWaits() throws Exception {
        try (TestPool pool = TestPool.of("expiring", 1).set("lease.max-age", "2s")) {
            Connection old = pool.borrow();
            int backend = TestPool.pid(old);
            FutureTask<SQLException> query = Threads.start(() -> failureOf(old, QUERY));
            await().until(() -> isRunning(backend));
            FutureTask<Integer> waiter =
                    Threads.start(
                            () -> {
                                try (Connection mine = pool.borrow()) {
                                    return TestPool.pid(mine);
                                }
                            });
            await().until(() -> pool.numbers().getThreadsAwaitingConnection() == 1);

            assertThat(Threads.get(waiter)).isNotEqualTo(backend);
            assertThat((Object) Threads.get(query)).isNotNull();
            await().atMost(Duration.ofSeconds(5)).until(() -> !exists(backend));
            assertThat(pool.leaks("EXPIRED")).isEqualTo(1);
            assertThat(pool.reclaims("EXPIRED", "EVICTED")).isEqualTo(1);
            assertRefused(old);
            assertThatCode(old::close).doesNotThrowAnyException();
            assertNeverLentAgain(pool, backend);
            assertThat(pool.numbers().getActiveConnections()).isZero();
        }
    }

    /** The server is told to stop the query: closing the socket alone leaves it running. */
    @Test
    void leavesTheOwnerWithoutAnotherUseOfItsOldStatement() throws Exception {
        try (TestPool pool = TestPool.of("expiring", 1).set("lease.max-age", "1s")) {
            Connection old = pool.borrow();
            PreparedStatement statement = old.prepareStatement("select 1");
            statement.executeQuery().close();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> pool.reclaims("EXPIRED", "EVICTED") == 1);

            SQLNonTransientConnectionException refusal =
                    catchThrowableOfType(
                            SQLNonTransientConnectionException.class, statement::executeQuery);
            assertThat(refusal.getMessage()).startsWith("[jdbc-warden] ");
            assertThat(refusal.getErrorCode()).isEqualTo(71002);
            old.close();
        }
    }

    private static SQLException failureOf(Connection connection, String sql) {
        return catchThrowableOfType(SQLException.class, () -> TestPool.execute(connection, sql));
    }

    private static void assertRefused(Connection connection) {
        SQLNonTransientConnectionException refusal =
                catchThrowableOfType(
                        SQLNonTransientConnectionException.class,
                        () -> TestPool.execute(connection, "select 1"));
        assertThat(refusal.getSQLState()).isEqualTo("08003");
        assertThat(refusal.getErrorCode()).isEqualTo(71002);
        assertThat(refusal.getMessage())
                .startsWith("[jdbc-warden] ")
                .contains("EXPIRED")
                .contains("lease.max-age");
    }

    private static void assertNeverLentAgain(TestPool pool, int backend) throws SQLException {
        for (int i = 0; i < 50; i++) {
            try (Connection connection = pool.borrow()) {
                assertThat(TestPool.pid(connection)).isNotEqualTo(backend);
            }
        }
    }

    private static boolean isRunning(int backend) {
        return activity(backend).equals(List.of(QUERY));
    }

    private static boolean exists(int backend) {
        return !activity(backend).isEmpty();
    }

    private static List<String> activity(int backend) {
        return Postgres.shared().query("select query from pg_stat_activity where pid = " + backend);
    }
}
