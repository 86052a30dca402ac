package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * What holds for every pool beside {@link PoolConformanceTest}: borrowers, pools and applications
 * are kept apart.
 */
@Tag("any-pool")
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("io.jdbcwarden.it.PoolKind#all")
class PoolIsolationTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PoolKind kind;

    PoolIsolationTest(PoolKind kind) {
        this.kind = kind;
    }

    private AnyPool pool(int size) throws Exception {
        return AnyPool.of(kind, size);
    }

    // ------------------------------------------------------------------ the next borrower

    @Test
    void unwrappingAClosedHandleDoesNotReachTheNextBorrower() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection first = pool.borrow();
            first.close();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select 1");

                // Some pools throw a NullPointerException themselves.
                assertThatThrownBy(() -> useUnwrapped(first)).isInstanceOf(Exception.class);
            }
        }
    }

    @Test
    void unwrappingAReclaimedHandleDoesNotReachTheNextBorrower() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection[] leaked = new Connection[1];
            Request.of("r1", "anna").run(() -> leaked[0] = pool.borrow());
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select 1");

                assertThatThrownBy(() -> useUnwrapped(leaked[0])).isInstanceOf(SQLException.class);
            }
        }
    }

    private static void useUnwrapped(Connection handle) throws SQLException {
        WatchedPool.execute((Connection) handle.unwrap(PGConnection.class), "select 1");
    }

    /** Its rows are fetched one by one, so each needs the connection. */
    @Test
    void aResultSetOfAClosedHandleDoesNotReachTheNextBorrower() throws Exception {
        try (AnyPool pool = pool(1)) {
            Connection first = pool.borrow();
            first.setAutoCommit(false);
            Statement statement = first.createStatement();
            statement.setFetchSize(1);
            ResultSet rows = statement.executeQuery("select generate_series(1, 100)");
            assertThat(rows.next()).isTrue();
            first.close();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select 1");

                assertThatThrownBy(
                                () -> {
                                    while (rows.next()) {
                                        assertThat(rows.getInt(1)).isPositive();
                                    }
                                })
                        .isInstanceOf(SQLException.class);
                WatchedPool.execute(next, "select 1");
            }
        }
    }

    @Test
    void theNextBorrowerInheritsNeitherIsolationNorReadOnly() throws Exception {
        try (AnyPool pool = pool(1)) {
            int isolation;
            try (Connection connection = pool.borrow()) {
                isolation = connection.getTransactionIsolation();
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setReadOnly(true);
                WatchedPool.execute(connection, "select 1");
            }

            try (Connection next = pool.borrow()) {
                assertThat(next.getTransactionIsolation()).isEqualTo(isolation);
                assertThat(next.isReadOnly()).isFalse();
                assertThat(WatchedPool.value(next, "show transaction_isolation"))
                        .isEqualTo("read committed");
                assertThat(WatchedPool.value(next, "show default_transaction_read_only"))
                        .isEqualTo("off");
            }
        }
    }

    @Test
    void anOldOneIsTakenBackThoughItIsUsed() throws Exception {
        try (AnyPool pool = pool(1).set("lease.max-age", "1s")) {
            Connection old = pool.borrow();

            await().atMost(SOON)
                    .until(
                            () -> {
                                try {
                                    WatchedPool.execute(old, "select 1");
                                } catch (SQLException e) {
                                    return e.getErrorCode() == 71002;
                                }
                                return false;
                            });
            await().atMost(SOON).until(() -> pool.reclaims("EXPIRED", "EVICTED") == 1);
            old.close();
            pool.borrow().close();
        }
    }

    // ------------------------------------------------------------------ other pools, the database

    @Test
    void twoPoolsOfOneNameAreTwo() throws Exception {
        String name = AnyPool.newName(kind);
        PoolKind.Database database = PoolKind.Database.of(Postgres.shared());
        try (AnyPool first = AnyPool.of(kind, database, kind.loader(), name, 1);
                AnyPool second = AnyPool.of(kind, database, kind.loader(), name, 1);
                Connection held = second.borrow()) {
            WatchedPool.execute(held, "select 1");

            assertThat(second.name()).isNotEqualTo(first.name());
            assertThat(first.sessions()).isEmpty();
            assertThat(second.sessions()).hasSize(1);
        }
    }

    @Test
    void aFullPoolIsToldFromADatabaseThatIsAway() throws Exception {
        Postgres postgres = Postgres.shared();
        try (AnyPool full = pool(1);
                Connection held = full.borrow()) {
            assertFails(full);
            assertThat(held.isValid(5)).isTrue();
            assertThat(full.number("BorrowTimeouts")).isEqualTo(1);
            assertThat(full.number("BorrowFailures")).isZero();
        }
        try (Wire wire = Wire.to(postgres);
                AnyPool away =
                        AnyPool.of(
                                kind,
                                wire.database(postgres),
                                kind.loader(),
                                AnyPool.newName(kind),
                                4);
                Connection held = away.borrow()) {
            assertThat(held.isValid(5)).isTrue();
            wire.cut();

            // Some pools have one more at hand, which is broken then; the next has to be made.
            List<Connection> broken = new ArrayList<>();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    broken.add(away.borrow());
                                }
                            })
                    .isInstanceOf(SQLException.class);
            for (Connection each : broken) {
                each.abort(Runnable::run);
                each.close();
            }
            assertThat(away.number("BorrowTimeouts")).isZero();
            assertThat(away.number("BorrowFailures")).isEqualTo(1);
        }
    }

    private static void assertFails(AnyPool pool) {
        assertThatThrownBy(() -> Threads.elsewhere(pool::borrow)).isInstanceOf(Exception.class);
    }

    // ------------------------------------------------------------------ the application

    @Test
    void anUndeployedApplicationsLoaderIsCollected() throws Exception {
        assumeFalse(kind.isLimitedBy(PoolKind.KEEPS_LOADER), PoolKind.KEEPS_LOADER);
        WeakReference<ClassLoader> loader = deployAndUndeploy();

        await().atMost(SOON)
                .until(
                        () -> {
                            System.gc();
                            return loader.get() == null;
                        });
    }

    private WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        ClassLoader loader = kind.loader();
        try (AnyPool pool =
                AnyPool.of(
                        kind,
                        PoolKind.Database.of(Postgres.shared()),
                        loader,
                        AnyPool.newName(kind),
                        2)) {
            Request.of("r1", "anna").run(() -> WatchedPool.execute(pool.borrow(), "select 1"));
            Connection kept = Threads.runAndEnd("newsletter", pool::borrow);
            await().atMost(SOON).until(() -> pool.leaks("OWNER_DEAD") == 1);
            assertThat(kept).isNotNull();
        }
        return new WeakReference<>(loader);
    }
}
