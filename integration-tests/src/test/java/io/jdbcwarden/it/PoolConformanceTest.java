package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * What holds for every pool, in every version that is guarded: the same sentences, on the same
 * PostgreSQL. Mostly they wait, so they run side by side, in a run of their own.
 */
@Tag("any-pool")
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("io.jdbcwarden.it.PoolKind#all")
class PoolConformanceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int RACES = 20;
    private static final String SLEEP = "select pg_sleep(60)";

    private final PoolKind kind;

    PoolConformanceTest(PoolKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void makeTable() {
        Postgres.shared().execute("create table if not exists conformance (value text)");
    }

    @AfterAll
    static void noHookHasFailed() {
        assertThat(Warden.hookErrors()).as("hook errors, see the agent's log").isZero();
    }

    private AnyPool pool(int size) throws Exception {
        return AnyPool.of(kind, size);
    }

    // ------------------------------------------------------------------ a session's life

    @Test
    void aBorrowIsOneSessionAndItsReturnEndsIt() throws Exception {
        try (AnyPool pool = pool(2)) {
            long before = pool.number("Borrows");
            try (Connection connection = pool.borrow()) {
                WatchedPool.execute(connection, "select 1");
                assertThat(pool.sessions()).hasSize(1);
                assertThat(pool.number("Active")).isEqualTo(1);
            }

            assertThat(pool.sessions()).isEmpty();
            assertThat(pool.number("Borrows") - before).isEqualTo(1);
            await().atMost(SOON).until(() -> pool.number("Active") == 0);
        }
    }

    @Test
    void countsStatementsOfEveryKindOnce() throws Exception {
        try (AnyPool pool = pool(1)) {
            long before = pool.number("Statements");
            try (Connection connection = pool.borrow();
                    Statement plain = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement("select 2");
                    PreparedStatement call = connection.prepareCall("select 3")) {
                plain.execute("select 1");
                plain.executeQuery("select 1").close();
                try (ResultSet rows = prepared.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                }
                call.execute();
            }

            assertThat(pool.number("Statements") - before).isEqualTo(4);
        }
    }

    @Test
    void aSecondCloseDoesNotTouchTheNextBorrower() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection first = pool.borrow();
            first.close();
            try (Connection next = pool.borrow();
                    Statement statement = next.createStatement()) {
                first.close();
                Threads.elsewhere(
                        () -> {
                            first.close();
                            return null;
                        });

                assertThat(statement.executeQuery("select 1").next()).isTrue();
                assertThat(next.isClosed()).isFalse();
                assertThat(pool.sessions()).hasSize(1);
            }
            assertThat(pool.sessions()).isEmpty();
        }
    }

    @Test
    void aCloseOnAnotherThreadEndsTheSessionToo() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection connection = pool.borrow();
            Threads.elsewhere(
                    () -> {
                        connection.close();
                        return null;
                    });

            assertThat(pool.sessions()).isEmpty();
            pool.borrow().close();
        }
    }

    @Test
    void aStatementOfAClosedHandleDoesNotReachTheNextBorrower() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection first = pool.borrow();
            Statement old = first.createStatement();
            first.close();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select 1");

                assertThatThrownBy(() -> old.execute("select 1")).isInstanceOf(SQLException.class);
                assertThatThrownBy(first::createStatement).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void aClosedHandleDoesNotHandOutTheNextBorrowersConnection() throws Exception {
        assumeFalse(kind.isLimitedBy(PoolKind.UNWRAPS_CLOSED), PoolKind.UNWRAPS_CLOSED);
        try (AnyPool pool = pool(1)) {
            Connection first = pool.borrow();
            first.close();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select 1");

                assertThatThrownBy(() -> first.unwrap(PGConnection.class)).isNotNull();
            }
        }
    }

    // ------------------------------------------------------------------ transactions

    @Test
    void theNextBorrowerInheritsNoTransaction() throws Exception {
        try (AnyPool pool = pool(1)) {
            try (Connection connection = pool.borrow()) {
                connection.setAutoCommit(false);
                WatchedPool.execute(connection, insertion(pool));
            }

            assertNothingIsLeft(pool);
            assertThat(pool.number("DirtyReturns")).isEqualTo(1);
        }
    }

    @Test
    void aTransactionOfPlainSqlIsRolledBackToo() throws Exception {
        try (AnyPool pool = pool(1)) {
            try (Connection connection = pool.borrow()) {
                WatchedPool.execute(connection, "begin");
                WatchedPool.execute(connection, insertion(pool));
            }

            assertNothingIsLeft(pool);
        }
    }

    private static String insertion(AnyPool pool) {
        return "insert into conformance values ('" + pool.application() + "')";
    }

    private static void assertNothingIsLeft(AnyPool pool) throws SQLException {
        String rows = "from conformance where value = '" + pool.application() + "'";
        try (Connection next = pool.borrow()) {
            assertThat(next.getAutoCommit()).isTrue();
            assertThat(WatchedPool.value(next, "select count(*) " + rows)).isEqualTo("0");
        }
        assertThat(Postgres.shared().query("select value " + rows)).isEmpty();
    }

    // ------------------------------------------------------------------ leaks

    @Test
    void aLeakEndsWithItsRequestAndItsTransactionIsRolledBack() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection[] leaked = new Connection[1];
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                leaked[0] = pool.borrow();
                                leaked[0].setAutoCommit(false);
                                WatchedPool.execute(leaked[0], insertion(pool));
                            });

            assertThat(pool.reclaims("REQUEST_ENDED", "RETURNED")).isEqualTo(1);
            assertNothingIsLeft(pool);
            assertThatThrownBy(() -> WatchedPool.execute(leaked[0], "select 1"))
                    .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                    .hasMessageContaining("AFTER_REQUEST");
            leaked[0].close();
        }
    }

    @Test
    void aDeadThreadsConnectionIsTakenBackAndItsPlaceIsFreed() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection kept = Threads.runAndEnd("newsletter", pool::borrow);

            await().atMost(SOON).until(() -> pool.reclaims("OWNER_DEAD", "EVICTED") == 1);
            assertRefused(kept);
            assertServes(pool, 1);
        }
    }

    @Test
    void aLostHandlesConnectionIsTakenBack() throws Exception {
        assumeFalse(kind.isLimitedBy(PoolKind.KEEPS_HANDLES), PoolKind.KEEPS_HANDLES);
        try (AnyPool pool = pool(1)) {
            borrowAndDrop(pool);

            await().atMost(SOON)
                    .until(
                            () -> {
                                System.gc();
                                return pool.reclaims("UNREACHABLE", "EVICTED") == 1;
                            });
            assertServes(pool, 1);
        }
    }

    private static void borrowAndDrop(AnyPool pool) throws SQLException {
        WatchedPool.execute(pool.borrow(), "select 1");
    }

    @Test
    void anIdleOneIsTakenBack() throws Exception {
        try (AnyPool pool = pool(2).set("lease.max-idle", "1s").set("reclaim.when", "always")) {
            Connection idle = pool.borrow();

            await().atMost(SOON).until(() -> pool.reclaims("IDLE", "EVICTED") == 1);
            assertRefused(idle);
            idle.close();
            assertServes(pool, 2);
        }
    }

    @Test
    void anOperatorTakesOneBackAndItIsNeverLentAgain() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection held = pool.borrow();
            int backend = WatchedPool.pid(held);

            Warden.reclaim(pool.mySession().id());
            await().atMost(SOON).until(() -> pool.reclaims("MANUAL", "EVICTED") == 1);

            assertRefused(held);
            held.close();
            assertServes(pool, 1);
            await().atMost(SOON).until(() -> !exists(backend));
        }
    }

    @Test
    void aRunningQueryIsStoppedOnTheServerAndWhoWaitsIsServed() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection old = pool.borrow();
            int backend = WatchedPool.pid(old);
            long session = pool.mySession().id();
            PreparedStatement statement = old.prepareStatement(SLEEP);
            FutureTask<SQLException> query =
                    Threads.start(
                            () ->
                                    catchThrowableOfType(
                                            SQLException.class, statement::executeQuery));
            await().atMost(SOON).until(() -> isRunning(backend));
            FutureTask<Integer> waiter = Threads.start(() -> pidOf(pool));
            if (!kind.isLimitedBy(PoolKind.COUNTS_NO_WAITERS)) {
                await().atMost(SOON).until(() -> pool.number("Pending") == 1);
            }

            Warden.reclaim(session);

            assertThat(Threads.get(waiter)).isNotEqualTo(backend);
            assertThat((Object) Threads.get(query)).isNotNull();
            await().atMost(SOON).until(() -> pool.reclaims("MANUAL", "EVICTED") == 1);
            await().atMost(SOON).until(() -> !exists(backend));
            // By us, if the pool has not closed it already.
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            old.close();
            assertServes(pool, 1);
        }
    }

    /** Whoever is faster: the physical connection is never in two hands, and no place is lost. */
    @Test
    void anOwnerWhoClosesWhileItIsTakenBackLosesOrWinsButNeverShares() throws Exception {
        try (AnyPool pool = pool(2)) {
            Hands hands = new Hands();
            FutureTask<Void> other = Threads.start(() -> borrowAndRace(pool, hands));
            borrowAndRace(pool, hands);
            Threads.get(other);

            assertThat(hands.shared()).isEmpty();
            await().atMost(SOON).until(() -> pool.number("Active") == 0);
            assertThat(pool.reclaims("MANUAL", "FAILED")).isZero();
            assertServes(pool, 2);
        }
    }

    private static Void borrowAndRace(AnyPool pool, Hands hands) throws Exception {
        for (int race = 0; race < RACES; race++) {
            Connection connection = pool.borrow();
            int pid = WatchedPool.pid(connection);
            hands.take(pid);
            long session = pool.mySession().id();
            FutureTask<Object> agent = Threads.start(() -> Warden.reclaim(session));
            hands.giveBack(pid);
            connection.close();
            Threads.get(agent);
        }
        return null;
    }

    @Test
    void aPoolThatLeaksHaveEmptiedServesAllWhoWait() throws Exception {
        try (AnyPool pool = pool(3)) {
            List<Connection> kept =
                    Threads.runAndEnd(
                            "batch", () -> List.of(pool.borrow(), pool.borrow(), pool.borrow()));
            List<FutureTask<Integer>> waiters = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waiters.add(Threads.start(() -> pidOf(pool)));
            }

            for (FutureTask<Integer> waiter : waiters) {
                assertThat(Threads.get(waiter)).isPositive();
            }
            await().atMost(SOON).until(() -> pool.leaks("OWNER_DEAD") == 3);
            for (Connection connection : kept) {
                connection.close();
            }
            assertServes(pool, 3);
        }
    }

    // ------------------------------------------------------------------ the pool itself

    @Test
    void theNumbersAreThePoolsOwn() throws Exception {
        assumeFalse(kind.isLimitedBy(PoolKind.COUNTS_NO_WAITERS), PoolKind.COUNTS_NO_WAITERS);
        try (AnyPool pool = pool(2)) {
            Connection first = pool.borrow();
            Connection second = pool.borrow();
            FutureTask<Boolean> waiter =
                    Threads.start(
                            () -> {
                                pool.borrow().close();
                                return true;
                            });

            await().atMost(SOON).until(() -> pool.number("Pending") == 1);
            assertThat(pool.number("Active")).isEqualTo(2);
            assertThat(pool.number("Idle")).isZero();
            assertThat(pool.number("Total")).isEqualTo(2);
            assertThat(pool.number("Max")).isEqualTo(2);
            first.close();
            second.close();
            assertThat(Threads.get(waiter)).isTrue();
        }
    }

    @Test
    void aGrowthServesThoseWhoWaitAlreadyOrIsRefusedWithTheReason() throws Exception {
        try (AnyPool pool = pool(1);
                Connection held = pool.borrow()) {
            String bean = "type=Pool,name=" + pool.name();
            if (kind.isLimitedBy(PoolKind.FIXED_SIZE)) {
                assertThatThrownBy(() -> Warden.invoke(bean, "resize", 1, 3))
                        .hasStackTraceContaining("and restart");
                assertThat(pool.number("Max")).isEqualTo(1);
                return;
            }
            List<FutureTask<Integer>> waiters =
                    List.of(Threads.start(() -> pidOf(pool)), Threads.start(() -> pidOf(pool)));
            await().atMost(SOON).until(() -> pool.number("Pending") == 2);

            Warden.invoke(bean, "resize", 1, 3);

            for (FutureTask<Integer> waiter : waiters) {
                assertThat(Threads.get(waiter)).isNotEqualTo(WatchedPool.pid(held));
            }
            assertThat(pool.number("Max")).isEqualTo(3);
            assertThat(pool.number("BorrowTimeouts")).isZero();
        }
    }

    @Test
    void anAutomaticSizeGrowsWhileThreadsWait() throws Exception {
        assumeFalse(kind.isLimitedBy(PoolKind.FIXED_SIZE), PoolKind.FIXED_SIZE);
        try (AnyPool pool = pool(1).set("pool.size", "auto:1-3");
                Connection held = pool.borrow()) {
            FutureTask<Integer> waiter = Threads.start(() -> pidOf(pool));

            assertThat(Threads.get(waiter)).isNotEqualTo(WatchedPool.pid(held));
            assertThat(pool.number("Max")).isEqualTo(2);
        }
    }

    private static int pidOf(AnyPool pool) throws SQLException {
        try (Connection mine = pool.borrow()) {
            return WatchedPool.pid(mine);
        }
    }

    @Test
    void aPoolThatIsClosedAndMadeAgainIsGuardedAgain() throws Exception {
        pool(1).close();
        try (AnyPool again = pool(1)) {
            Connection kept = Threads.runAndEnd("newsletter", again::borrow);

            await().atMost(SOON).until(() -> again.reclaims("OWNER_DEAD", "EVICTED") == 1);
            assertRefused(kept);
        }
    }

    /** So many connections at once as the pool may have: no place was lost. */
    private static void assertServes(AnyPool pool, int size) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                Connection connection = pool.borrow();
                all.add(connection);
                WatchedPool.execute(connection, "select 1");
            }
            assertThat(all.stream().map(PoolConformanceTest::pid).distinct()).hasSize(size);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static int pid(Connection connection) {
        try {
            return WatchedPool.pid(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Connection connection) {
        SQLNonTransientConnectionException refusal =
                catchThrowableOfType(
                        SQLNonTransientConnectionException.class,
                        () -> WatchedPool.execute(connection, "select 1"));
        assertThat(refusal.getErrorCode()).isEqualTo(71002);
    }

    private static boolean isRunning(int backend) {
        return activity(backend).equals(List.of(SLEEP));
    }

    private static boolean exists(int backend) {
        return !activity(backend).isEmpty();
    }

    private static List<String> activity(int backend) {
        return Postgres.shared().query("select query from pg_stat_activity where pid = " + backend);
    }
}
