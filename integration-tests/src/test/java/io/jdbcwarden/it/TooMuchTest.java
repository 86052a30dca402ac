package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.example.legacy.ForgetfulDao;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** More connections than a request, a user or the others can bear. */
class TooMuchTest {
    private static void assertDenied(TestPool pool, String setting) {
        long before = pool.number("BorrowDenied");
        SQLTransientConnectionException denied =
                catchThrowableOfType(SQLTransientConnectionException.class, pool::borrow);
        assertThat(denied.getSQLState()).isEqualTo("08004");
        assertThat(denied.getErrorCode()).isEqualTo(71005);
        assertThat(denied.getMessage())
                .startsWith("[jdbc-warden] ")
                .contains(pool.name())
                .contains(setting);
        assertThat(pool.number("BorrowDenied")).isEqualTo(before + 1);
    }

    // ------------------------------------------------------------------ quotas

    @Test
    void aRequestGetsNoMoreThanItsQuota() throws Exception {
        try (TestPool pool = TestPool.of("quota", 5).set("quota.per-request", "2")) {
            Request.of("r1", null)
                    .run(
                            () -> {
                                try (Connection first = pool.borrow()) {
                                    pool.borrow().close();
                                    try (Connection second = pool.borrow()) {
                                        assertDenied(pool, "quota.per-request=2");
                                        assertThat(first).isNotSameAs(second);
                                    }
                                    pool.borrow().close();
                                }
                            });
            assertThat(pool.lastIncident("denied")).contains("quota.per-request=2", "r1");
        }
    }

    @Test
    void aUserGetsNoMoreThanItsQuotaOverAllRequests() throws Exception {
        try (TestPool pool = TestPool.of("quota", 5).set("quota.per-user", "1")) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection mine = pool.borrow()) {
                                    TestPool.execute(mine, "select 1");
                                    Threads.elsewhere(
                                            () -> {
                                                Request.of("r2", "anna")
                                                        .run(
                                                                () ->
                                                                        assertDenied(
                                                                                pool,
                                                                                "per-user=1"));
                                                Request.of("r3", "bert")
                                                        .run(() -> pool.borrow().close());
                                                return true;
                                            });
                                }
                                pool.borrow().close();
                            });
        }
    }

    @Test
    void aUserIsFreeAgainHoweverTheSessionEnded() throws Exception {
        try (TestPool pool = TestPool.of("quota", 5).set("quota.per-user", "1")) {
            // Left open: closed at the end of its request.
            Request.of("r1", "anna").run(() -> ForgetfulDao.open(pool.source()));
            // Taken back by hand.
            Request.of("r2", "anna")
                    .run(
                            () -> {
                                pool.borrow();
                                Warden.reclaim(pool.mySession().id());
                                await().until(() -> pool.reclaims("MANUAL", "EVICTED") == 1);
                                pool.borrow().close();
                            });
            // Failed: the pool's time is over.
            pool.source().setConnectionTimeout(250);
            CountDownLatch over = new CountDownLatch(1);
            FutureTask<Boolean> others = Threads.start(() -> holdAll(pool, 5, over));
            await().until(() -> pool.numbers().getActiveConnections() == 5);
            for (int i = 0; i < 2; i++) {
                Request.of("r3", "anna")
                        .run(
                                () ->
                                        assertThat(
                                                        catchThrowableOfType(
                                                                        SQLException.class,
                                                                        pool::borrow)
                                                                .getErrorCode())
                                                .isNotEqualTo(71005));
            }
            over.countDown();
            assertThat(Threads.get(others)).isTrue();
            Request.of("r4", "anna").run(() -> pool.borrow().close());
        }
    }

    private static boolean holdAll(TestPool pool, int size, CountDownLatch over) throws Exception {
        Connection[] all = new Connection[size];
        for (int i = 0; i < size; i++) {
            all[i] = pool.borrow();
        }
        boolean ended = over.await(60, TimeUnit.SECONDS);
        for (Connection one : all) {
            one.close();
        }
        return ended;
    }

    @Test
    void manyRequestsOfOneUserAtOnceNeverHaveMoreThanItsQuota() throws Exception {
        try (TestPool pool = TestPool.of("quota", 10).set("quota.per-user", "3")) {
            CyclicBarrier together = new CyclicBarrier(8);
            CountDownLatch done = new CountDownLatch(8);
            java.util.List<FutureTask<Boolean>> all = new java.util.ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String id = "r" + i;
                all.add(
                        Threads.start(
                                () -> {
                                    boolean[] got = new boolean[1];
                                    Request.of(id, "anna")
                                            .run(
                                                    () ->
                                                            got[0] =
                                                                    borrowTogether(
                                                                            pool, together, done));
                                    return got[0];
                                }));
            }
            int served = 0;
            for (FutureTask<Boolean> one : all) {
                served += Threads.get(one) ? 1 : 0;
            }
            assertThat(served).isEqualTo(3);
        }
    }

    private static boolean borrowTogether(
            TestPool pool, CyclicBarrier together, CountDownLatch done) throws Exception {
        together.await(30, TimeUnit.SECONDS);
        try (Connection mine = pool.borrow()) {
            TestPool.execute(mine, "select 1");
            done.countDown();
            done.await(30, TimeUnit.SECONDS);
            return true;
        } catch (SQLTransientConnectionException e) {
            done.countDown();
            return false;
        }
    }

    @Test
    void inModeObserveQuotasAreToldAndLetPass() throws Exception {
        try (TestPool pool =
                TestPool.of("quota", 5)
                        .set("quota.per-request", "1")
                        .set("quota.per-user", "1")
                        .set("mode", "observe")) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection first = pool.borrow();
                                        Connection second = pool.borrow()) {
                                    assertThat(first).isNotSameAs(second);
                                }
                            });
            assertThat(pool.number("BorrowDenied")).isEqualTo(2);
        }
    }

    // ------------------------------------------------------------------ nested borrows

    @Test
    void reportsNestedBorrowsOfOneSiteAsOne() throws Exception {
        try (TestPool pool = TestPool.of("nested", 2).set("stack", "always")) {
            for (int i = 0; i < 3; i++) {
                Request.of("r" + i, null)
                        .run(
                                () -> {
                                    try (Connection first = pool.borrow();
                                            Connection second = pool.borrow()) {
                                        assertThat(first).isNotSameAs(second);
                                    }
                                });
            }
            assertThat(pool.number("NestedBorrows")).isEqualTo(3);
            assertThat(Warden.incidents(pool.name(), "nested-borrow")).hasSize(1);
            CompositeData incident = Warden.incidents(pool.name(), "nested-borrow").get(0);
            assertThat(incident.get("count")).isEqualTo(3L);
            assertThat(String.valueOf(incident.get("site"))).contains("ForgetfulDao.open");
            assertThat(pool.lastIncident("nested-borrow"))
                    .contains("the first one was borrowed at");
        }
    }

    // ------------------------------------------------------------------ deadlocks

    @Test
    void whoHasTheOnlyConnectionAndWantsAnotherIsRefusedAtOnce() throws Exception {
        try (TestPool pool = TestPool.of("deadlock", 1)) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection only = pool.borrow()) {
                                    assertDenied(pool, "deadlock");
                                    TestPool.execute(only, "select 1");
                                }
                            });
            assertThat(pool.lastIncident("deadlock")).contains("r1", "owner now at:");
            assertThat(pool.number("Deadlocks")).isEqualTo(1);
        }
    }

    /** Each waits for the other, or would: whoever counts last sees that. */
    @Test
    void oneOfTwoIsRefusedHoweverCloseTheyCome() throws Exception {
        int rounds = 200;
        try (TestPool pool = TestPool.of("deadlock", 2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            FutureTask<Integer> one = Threads.start("one", () -> refused(pool, together, rounds));
            FutureTask<Integer> two = Threads.start("two", () -> refused(pool, together, rounds));

            assertThat(Threads.get(one) + Threads.get(two)).isEqualTo(rounds);
            assertThat(pool.number("Deadlocks")).isEqualTo(rounds);
        }
    }

    private static int refused(TestPool pool, CyclicBarrier together, int rounds) throws Exception {
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            try (Connection first = pool.borrow()) {
                together.await(30, TimeUnit.SECONDS);
                try (Connection second = pool.borrow()) {
                    assertThat(second).isNotSameAs(first);
                } catch (SQLTransientConnectionException e) {
                    assertThat(e.getErrorCode()).isEqualTo(71005);
                    refused++;
                }
            }
            together.await(30, TimeUnit.SECONDS);
        }
        return refused;
    }

    @Test
    void whatTheThreadHeldBeforeItsRequestBeganCountsToo() throws Exception {
        try (TestPool pool = TestPool.of("deadlock", 1);
                Connection only = pool.borrow()) {
            Request.of("r1", null).run(() -> assertDenied(pool, "deadlock"));
            TestPool.execute(only, "select 1");
        }
    }

    @Test
    void whoeverElseHoldsAConnectionCanEndTheWait() throws Exception {
        try (TestPool pool = TestPool.of("deadlock", 2);
                Connection mine = pool.borrow()) {
            CountDownLatch borrowed = new CountDownLatch(1);
            FutureTask<Boolean> nested =
                    Threads.start(
                            () -> {
                                try (Connection first = pool.borrow()) {
                                    TestPool.execute(first, "select 1");
                                    borrowed.countDown();
                                    pool.borrow().close();
                                    return true;
                                }
                            });
            assertThat(borrowed.await(30, TimeUnit.SECONDS)).isTrue();
            await().until(() -> pool.numbers().getThreadsAwaitingConnection() == 1);
            mine.close();

            assertThat(Threads.get(nested)).isTrue();
            assertThat(pool.number("Deadlocks")).isZero();
        }
    }

    @Test
    void inModeObserveADeadlockIsToldOnceAndNobodyIsRefused() throws Exception {
        try (TestPool pool = TestPool.of("deadlock", 1).set("mode", "observe")) {
            pool.source().setConnectionTimeout(3500);
            try (Connection only = pool.borrow()) {
                SQLException timeout = catchThrowableOfType(SQLException.class, pool::borrow);
                assertThat(timeout.getErrorCode()).isNotEqualTo(71005);
                TestPool.execute(only, "select 1");
            }
            assertThat(pool.number("Deadlocks")).isEqualTo(1);
            assertThat(pool.lastIncident("deadlock")).contains("nobody is refused");
        }
    }

    @Test
    void namesADeadlockOverTwoPools() throws Exception {
        try (TestPool one = TestPool.of("deadlock", 1);
                TestPool two = TestPool.of("deadlock", 1)) {
            CyclicBarrier together = new CyclicBarrier(2);
            FutureTask<Boolean> there = Threads.start("there", () -> cross(one, two, together));
            FutureTask<Boolean> back = Threads.start("back", () -> cross(two, one, together));
            await().atMost(Duration.ofSeconds(9))
                    .until(() -> one.number("Deadlocks") + two.number("Deadlocks") == 2);

            assertThat(one.lastIncident("deadlock")).contains("there", "owner now at:");
            assertThat(two.lastIncident("deadlock")).contains("back", "owner now at:");
            Warden.reclaim(one.sessions().get(0).id());
            assertThat(Threads.get(back)).isTrue();
            Threads.get(there);
        }
    }

    private static boolean cross(TestPool first, TestPool second, CyclicBarrier together)
            throws Exception {
        Connection mine = first.borrow();
        together.await(30, TimeUnit.SECONDS);
        try (Connection other = second.borrow()) {
            TestPool.execute(other, "select 1");
            return true;
        } finally {
            mine.close();
        }
    }
}
