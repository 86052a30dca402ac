package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Why the agent takes a connection back, and why it leaves one alone. */
class LeakCausesTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Longer than a few passes of the reaper, which looks once a second. */
    private static final Duration A_WHILE = Duration.ofMillis(2_500);

    @Test
    void takesItBackFromAThreadThatDied() throws Exception {
        try (TestPool pool = TestPool.of("dead", 1)) {
            Connection kept = Threads.runAndEnd("newsletter", pool::borrow);

            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "EVICTED") == 1);
            assertThat(pool.leaks("OWNER_DEAD")).isEqualTo(1);
            assertTakenBack(kept);
            pool.borrow().close();
            assertThat(pool.lastIncident("leak")).contains("newsletter").contains("OWNER_DEAD");
        }
    }

    @Test
    void takesBackFortyAtOnce() throws Exception {
        try (TestPool pool = TestPool.of("burst", 40)) {
            List<Connection> kept =
                    Threads.runAndEnd(
                            "batch",
                            () -> {
                                List<Connection> all = new ArrayList<>();
                                for (int i = 0; i < 40; i++) {
                                    all.add(pool.borrow());
                                }
                                return all;
                            });

            await().atMost(SOON).until(() -> pool.leaks("OWNER_DEAD") == 40);
            assertThat(pool.reclaims("OWNER_DEAD", "EVICTED")).isEqualTo(40);
            assertThat(pool.numbers().getActiveConnections()).isZero();
            assertTakenBack(kept.get(39));
        }
    }

    @Test
    void takesItBackWhenNobodyCanReachItAnyMore() throws Exception {
        try (TestPool pool = TestPool.of("lost", 1)) {
            borrowAndDrop(pool);

            await().atMost(SOON)
                    .until(
                            () -> {
                                System.gc();
                                return pool.reclaims("UNREACHABLE", "EVICTED") == 1;
                            });
            pool.borrow().close();
        }
    }

    private static void borrowAndDrop(TestPool pool) throws SQLException {
        TestPool.execute(pool.borrow(), "select 1");
    }

    @Test
    void takesAnIdleOneBackOnlyWhenThePoolIsExhausted() throws Exception {
        try (TestPool pool =
                TestPool.of("idle", 2).set("lease.max-idle", "1s").set("stack", "always")) {
            Connection idle = pool.borrow();
            await().during(A_WHILE).atMost(SOON).until(() -> pool.leaks("IDLE") == 0);
            TestPool.execute(idle, "select 1");

            Connection second = pool.borrow();
            await().atMost(SOON).until(() -> pool.reclaims("IDLE", "EVICTED") >= 1);
            assertThat(pool.lastIncident("leak"))
                    .contains("IDLE")
                    .contains("com.example.legacy.ForgetfulDao.open");
            idle.close();
            second.close();
        }
    }

    @Test
    void takesAnIdleOneBackWithoutPressureIfToldTo() throws Exception {
        try (TestPool pool =
                TestPool.of("idle", 5).set("lease.max-idle", "1s").set("reclaim.when", "always")) {
            Connection idle = pool.borrow();

            await().atMost(SOON).until(() -> pool.reclaims("IDLE", "EVICTED") == 1);
            assertTakenBack(idle);
        }
    }

    @Test
    void doesNotCallALongQueryIdle() throws Exception {
        try (TestPool pool =
                TestPool.of("busy", 1).set("lease.max-idle", "1s").set("reclaim.when", "always")) {
            try (Connection busy = pool.borrow()) {
                TestPool.execute(busy, "select pg_sleep(4)");
            }
            assertThat(pool.leaks("IDLE")).isZero();
        }
    }

    @Test
    void takesItBackByHand() throws Exception {
        try (TestPool pool = TestPool.of("manual", 1)) {
            Connection held = pool.borrow();

            assertThat(Warden.reclaim(pool.mySession().id())).contains("reclaim");
            await().atMost(SOON).until(() -> pool.reclaims("MANUAL", "EVICTED") == 1);
            assertTakenBack(held);
            assertThat(pool.leaks("MANUAL")).isEqualTo(1);
        }
    }

    @Test
    void leavesExemptBorrowersAlone() throws Exception {
        try (TestPool pool = TestPool.of("exempt", 2)) {
            Connection lock = Threads.runAndEnd("keeper-1", pool::borrow);
            Connection lost = Threads.runAndEnd("worker-1", pool::borrow);

            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "EVICTED") == 1);
            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "EXEMPT") == 1);
            assertTakenBack(lost);
            assertThat(TestPool.value(lock, "select 1")).isEqualTo("1");
            lock.close();
            assertThat(pool.numbers().getActiveConnections()).isZero();
        }
    }

    @Test
    void takesBackNoMoreThanTheRateAllows() throws Exception {
        try (TestPool pool = TestPool.of("limited", 5).set("reclaim.rate", "2/h")) {
            Threads.runAndEnd(
                    "batch",
                    () -> {
                        for (int i = 0; i < 5; i++) {
                            KEPT.add(pool.borrow());
                        }
                        return true;
                    });

            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "LIMITED") == 3);
            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "EVICTED") == 2);
            assertThat(pool.numbers().getActiveConnections()).isEqualTo(3);
        } finally {
            KEPT.clear();
        }
    }

    private static final List<Connection> KEPT = new ArrayList<>();

    @Test
    void doesNothingInModeObserveButSaysWhatItWouldHaveDone() throws Exception {
        try (TestPool pool = TestPool.of("observed", 1).set("mode", "observe")) {
            Connection lost = Threads.runAndEnd("worker", pool::borrow);

            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "OBSERVED") == 1);
            assertThat(pool.leaks("OWNER_DEAD")).isEqualTo(1);
            assertThat(pool.lastIncident("leak")).contains("would have been");
            assertThat(TestPool.value(lost, "select 1")).isEqualTo("1");
            lost.close();
            assertThat(pool.reclaims("OWNER_DEAD", "EVICTED")).isZero();
        }
    }

    @Test
    void reportsASuspectWithBothStacksAndItsRecovery() throws Exception {
        try (TestPool pool =
                TestPool.of("suspect", 1).set("lease.suspect-after", "1s").set("stack", "always")) {
            Connection slow = pool.borrow();
            await().atMost(SOON).until(() -> pool.number("SuspectedLeaks") == 1);
            assertThat(pool.lastIncident("suspect"))
                    .contains("borrowed at:")
                    .contains("owner now at:")
                    .contains("com.example.legacy.ForgetfulDao.open");
            slow.close();

            assertThat(pool.number("RecoveredLeaks")).isEqualTo(1);
            assertThat(pool.lastIncident("recovered")).contains("returned");
        }
    }

    /** A listener for notifications keeps the driver's own connection and never calls JDBC. */
    @Test
    void leavesAListenerForNotificationsAlone() throws Exception {
        try (TestPool pool =
                TestPool.of("listener", 1)
                        .set("lease.max-idle", "1s")
                        .set("reclaim.when", "always")) {
            PGConnection listener = listen(pool);
            await().during(A_WHILE)
                    .atMost(SOON)
                    .until(
                            () -> {
                                System.gc();
                                return pool.leaks("IDLE") + pool.leaks("UNREACHABLE") == 0;
                            });
            Postgres.shared().execute("notify news, 'hello'");

            await().atMost(SOON).until(() -> listener.getNotifications(100).length == 1);
        }
    }

    private static PGConnection listen(TestPool pool) throws SQLException {
        Connection handle = pool.borrow();
        TestPool.execute(handle, "listen news");
        return handle.unwrap(PGConnection.class);
    }

    @Test
    void closesWhatARequestLeftOpenOnItsOwnThread() throws Exception {
        try (TestPool pool = TestPool.of("request", 1)) {
            Connection[] kept = new Connection[1];
            Request.of("r1", "anna").run(() -> kept[0] = pool.borrow());

            // Nothing to wait for: it is done when the request is.
            assertThat(pool.reclaims("REQUEST_ENDED", "RETURNED")).isEqualTo(1);
            assertThat(pool.numbers().getActiveConnections()).isZero();
            assertThat(pool.lastIncident("leak")).contains("r1").contains("anna");
            kept[0].close();
            assertThat(pool.numbers().getIdleConnections()).isEqualTo(1);
        }
    }

    /** Work that a request started, and that still runs when it ends, is stopped by the reaper. */
    @Test
    void stopsTheQueryOfARequestThatEnded() throws Exception {
        try (TestPool pool = TestPool.of("request", 1)) {
            List<FutureTask<Boolean>> work = new ArrayList<>();
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                Connection connection = pool.borrow();
                                work.add(
                                        Threads.start(
                                                () -> {
                                                    TestPool.execute(
                                                            connection, "select pg_sleep(300)");
                                                    return true;
                                                }));
                                await().until(
                                                () ->
                                                        Postgres.shared()
                                                                        .query(
                                                                                "select 1 from"
                                                                                        + " pg_stat_activity where"
                                                                                        + " application_name = '"
                                                                                        + pool
                                                                                                .name()
                                                                                        + "' and query like"
                                                                                        + " '%pg_sleep%'")
                                                                        .size()
                                                                == 1);
                            });

            await().atMost(SOON).until(() -> pool.reclaims("REQUEST_ENDED", "EVICTED") == 1);
            assertThatThrownBy(() -> Threads.get(work.get(0))).isInstanceOf(SQLException.class);
            pool.borrow().close();
        }
    }

    private static void assertTakenBack(Connection connection) throws SQLException {
        assertThatThrownBy(() -> TestPool.execute(connection, "select 1"))
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageStartingWith("[jdbc-warden] ");
        connection.close();
    }
}
