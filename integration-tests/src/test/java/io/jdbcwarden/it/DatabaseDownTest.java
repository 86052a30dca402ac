package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The database goes away under traffic, and comes back. */
class DatabaseDownTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int BORROW_TIMEOUT_MILLIS = 1_500;
    private static final int CLIENTS = 8;

    @Test
    void failsFastWhileTheDatabaseIsStopped() throws Exception {
        try (Postgres postgres = Postgres.start(50)) {
            assertFailsFastAndRecovers(postgres, postgres::stop, postgres::restart);
        }
    }

    @Test
    void failsFastAfterTheDatabaseWasKilled() throws Exception {
        try (Postgres postgres = Postgres.start(50)) {
            assertFailsFastAndRecovers(postgres, postgres::kill, postgres::restart);
        }
    }

    @Test
    void failsFastWhileTheDatabaseAnswersNothing() throws Exception {
        try (Postgres postgres = Postgres.start(50)) {
            assertFailsFastAndRecovers(postgres, postgres::freeze, postgres::thaw);
        }
    }

    private static void assertFailsFastAndRecovers(Postgres postgres, Runnable away, Runnable back)
            throws Exception {
        try (TestPool pool = pool(postgres, "breaker", CLIENTS * 2);
                Traffic traffic = new Traffic(pool)) {
            await().atMost(SOON).until(() -> traffic.served.get() > 100);
            assertThat(pool.breakerState()).isEqualTo("CLOSED");

            away.run();
            await().atMost(SOON).until(() -> pool.breakerState().equals("OPEN"));
            long median = medianMicrosOfRejections(pool);
            System.out.printf("%s: refused in %d us%n", pool.name(), median);
            assertThat(median).isLessThan(5_000);
            assertThat(pool.breakerNumber("Trips")).isGreaterThanOrEqualTo(1);
            assertThat(pool.breakerNumber("Rejected")).isGreaterThanOrEqualTo(100);

            back.run();
            await().atMost(SOON).until(() -> pool.breakerState().equals("CLOSED"));
            long before = traffic.served.get();
            await().atMost(SOON).until(() -> traffic.served.get() > before + 100);
        }
    }

    /** The median of a hundred; those that were trials of a half-open breaker are left out. */
    private static long medianMicrosOfRejections(TestPool pool) {
        List<Long> micros = new ArrayList<>();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            long start = System.nanoTime();
                            try {
                                pool.borrow().close();
                            } catch (SQLTransientConnectionException e) {
                                if (e.getErrorCode() == 71003) {
                                    assertThat(e.getSQLState()).isEqualTo("08004");
                                    assertThat(e.getMessage())
                                            .startsWith("[jdbc-warden] ")
                                            .contains(pool.name())
                                            .contains("next try in");
                                    micros.add((System.nanoTime() - start) / 1_000);
                                }
                            }
                            return micros.size() >= 100;
                        });
        Long[] sorted = micros.toArray(new Long[0]);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Their rollbacks fail: that must neither end a hook nor keep a session. */
    @Test
    void returnsConnectionsThatBrokeInATransaction() throws Exception {
        try (Postgres postgres = Postgres.start(50);
                TestPool pool = pool(postgres, "broken", 30)) {
            long errors = Warden.hookErrors();
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Connection connection = pool.borrow();
                connection.setAutoCommit(i % 2 == 0);
                TestPool.execute(connection, "begin");
                TestPool.execute(connection, "create temp table half_done (value text)");
                open.add(connection);
            }
            postgres.kill();
            for (Connection connection : open) {
                connection.close();
            }
            // What they changed cannot be put back: they are dropped, by another thread.
            await().atMost(SOON).until(() -> pool.sessions().isEmpty());
            await().atMost(SOON).until(() -> pool.number("Active") == 0);
            assertThat(Warden.hookErrors()).isEqualTo(errors);

            postgres.restart();
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> TestPool.value(pool.source().getConnection(), "select 1") != null);
        }
    }

    @Test
    void doesNotTakeAFullPoolForADeadDatabase() throws Exception {
        try (TestPool pool = pool(Postgres.shared(), "breaker", 1)) {
            exhaust(pool);
            assertThat(pool.breakerState()).isEqualTo("CLOSED");
            assertThat(pool.number("BorrowTimeouts")).isEqualTo(CLIENTS * 2);
            pool.borrow().close();
        }
    }

    @Test
    void countsAFullPoolIfToldTo() throws Exception {
        try (TestPool pool = pool(Postgres.shared(), "full-counts", 1)) {
            exhaust(pool);
            assertThat(pool.breakerNumber("Trips")).isGreaterThanOrEqualTo(1);
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(SQLTransientConnectionException.class)
                    .until(
                            () -> {
                                pool.borrow().close();
                                return pool.breakerState().equals("CLOSED");
                            });
        }
    }

    /** Twice as many borrows as trip it, each in vain. */
    private static void exhaust(TestPool pool) throws Exception {
        try (Connection only = pool.borrow()) {
            List<FutureTask<Connection>> others = new ArrayList<>();
            for (int i = 0; i < CLIENTS * 2; i++) {
                others.add(Threads.start(pool::borrow));
            }
            for (FutureTask<Connection> other : others) {
                assertThatThrownBy(() -> Threads.get(other)).isInstanceOf(SQLException.class);
            }
            TestPool.execute(only, "select 1");
        }
    }

    private static TestPool pool(Postgres postgres, String name, int size) {
        return TestPool.of(
                postgres,
                name,
                size,
                config -> {
                    config.setConnectionTimeout(BORROW_TIMEOUT_MILLIS);
                    config.setValidationTimeout(500);
                    config.addDataSourceProperty("connectTimeout", "1");
                    config.addDataSourceProperty("socketTimeout", "2");
                });
    }

    /** Clients that borrow, ask and return until it is closed. */
    private static final class Traffic implements AutoCloseable {
        final AtomicLong served = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<FutureTask<Boolean>> clients = new ArrayList<>();

        Traffic(TestPool pool) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Threads.start(() -> use(pool)));
            }
        }

        private boolean use(TestPool pool) throws InterruptedException {
            while (!over.get()) {
                try (Connection connection = pool.borrow()) {
                    TestPool.execute(connection, "select 1");
                    served.incrementAndGet();
                } catch (SQLException e) {
                    // As an application would, it goes on; it must not use up the machine.
                    Thread.sleep(5);
                }
            }
            return true;
        }

        @Override
        public void close() throws Exception {
            over.set(true);
            for (FutureTask<Boolean> client : clients) {
                Threads.get(client);
            }
        }
    }
}
