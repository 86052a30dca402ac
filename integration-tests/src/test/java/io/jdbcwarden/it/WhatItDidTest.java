package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** What the agent tells of a session's work. */
class WhatItDidTest {
    private static CompositeData row(WatchedPool pool) {
        return Warden.session(pool.mySession().id());
    }

    private static double idleMillis(long session) {
        return ((Number) Warden.session(session).get("idleInTransactionMillis")).doubleValue();
    }

    private static SQLException failureOf(Connection connection, String sql) {
        return catchThrowableOfType(SQLException.class, () -> WatchedPool.execute(connection, sql));
    }

    @Test
    void countsStatementsBatchesRowsAndErrors() throws Exception {
        try (TestPool pool = TestPool.of("work", 1);
                Connection connection = pool.borrow()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("create temp table w(a int primary key)");
                assertThat(statement.executeUpdate("insert into w values (1), (2)")).isEqualTo(2);
                try (ResultSet rows = statement.executeQuery("select * from w")) {
                    while (rows.next()) {
                        assertThat(rows.getInt(1)).isPositive();
                    }
                }
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into w values (?)")) {
                for (int i = 10; i < 15; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(5);
            }
            assertThat((Object) failureOf(connection, "insert into w values (1)")).isNotNull();

            CompositeData row = row(pool);
            assertThat(row.get("statements")).isEqualTo(5);
            assertThat(row.get("batches")).isEqualTo(1);
            assertThat(row.get("rows")).isEqualTo(2L + 2 + 5);
            assertThat(row.get("errors")).isEqualTo(1);
            assertThat(row.get("transactionState")).isEqualTo("NONE");
            assertThat(row.get("isolation")).isEqualTo("");
            assertThat(row.get("slowestSql")).isNotNull();
            assertThat((Double) row.get("slowestMillis")).isPositive();
        }
    }

    @Test
    void tellsTheStateAndTheIsolationOfTheTransaction() throws Exception {
        try (TestPool pool = TestPool.of("work", 1);
                Connection connection = pool.borrow()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            WatchedPool.execute(connection, "select 1");

            assertThat(row(pool).get("transactionState")).isEqualTo("IDLE");
            assertThat(row(pool).get("isolation")).isEqualTo("SERIALIZABLE");
            connection.commit();
            assertThat(row(pool).get("transactionState")).isEqualTo("NONE");
        }
    }

    @Test
    void tellsHowLongATransactionWasIdle() throws Exception {
        try (TestPool pool = TestPool.of("work", 1);
                Connection connection = pool.borrow()) {
            long session = pool.mySession().id();
            connection.setAutoCommit(false);
            WatchedPool.execute(connection, "select 1");
            await().until(() -> idleMillis(session) > 1500);
            connection.commit();
            // The clock is not read for a commit: what the reaper saw counts.
            double seen = idleMillis(session);
            assertThat(seen).isGreaterThan(400);

            WatchedPool.execute(connection, "select 1");
            await().until(() -> idleMillis(session) > seen + 200);
            WatchedPool.execute(connection, "select 1");
            assertThat(idleMillis(session)).isGreaterThan(seen + 200);
            connection.rollback();
        }
    }

    @Test
    void reportsASlowStatementWithBothSitesAndWithoutItsLiterals() throws Exception {
        try (TestPool pool =
                        TestPool.of("work", 1)
                                .set("slow-statement", "150ms")
                                .set("stack", "always");
                Connection connection = pool.borrow()) {
            WatchedPool.execute(connection, "select 'fast'");
            assertThat(pool.number("SlowStatements")).isZero();

            WatchedPool.execute(connection, "select pg_sleep(0.2), 'secret'");

            assertThat(pool.number("SlowStatements")).isEqualTo(1);
            assertThat(pool.lastIncident("slow-statement"))
                    .contains("select pg_sleep(?), ?")
                    .doesNotContain("secret")
                    .contains("executed at")
                    .contains("borrowed at")
                    .contains("ForgetfulDao.open");
        }
    }

    @Test
    void reportsASlowStatementWhileItStillRunsAndOnce() throws Exception {
        try (TestPool pool = TestPool.of("work", 1).set("slow-statement", "100ms");
                Connection connection = pool.borrow()) {
            long session = pool.mySession().id();
            FutureTask<SQLException> query =
                    Threads.start(() -> failureOf(connection, "select pg_sleep(300)"));
            await().until(() -> pool.lastIncident("slow-statement").contains("still runs after"));
            assertThat(Warden.session(session).get("currentSql")).isEqualTo("select pg_sleep(?)");
            assertThat((Double) Warden.session(session).get("statementMillis")).isGreaterThan(100);

            Warden.invoke("type=Sessions", "cancel", session);

            assertThat(Threads.get(query).getSQLState()).isEqualTo("57014");
            assertThat(pool.number("SlowStatements")).isEqualTo(1);
            assertThat(pool.errors("57")).isEqualTo(1);
        }
    }

    @Test
    void countsErrorsByTheClassOfTheirState() throws Exception {
        try (TestPool pool = TestPool.of("work", 1);
                Connection connection = pool.borrow()) {
            assertThat((Object) failureOf(connection, "select from nowhere")).isNotNull();
            assertThat((Object) failureOf(connection, "nonsense")).isNotNull();
            assertThat((Object) failureOf(connection, "select 1/0")).isNotNull();

            assertThat(pool.errors("42")).isEqualTo(2);
            assertThat(pool.errors("22")).isEqualTo(1);
            assertThat(pool.number("StatementErrors")).isEqualTo(3);
        }
    }

    @Test
    void noStatementIsSlowWhenTheSettingIsOff() throws Exception {
        try (TestPool pool = TestPool.of("work", 1).set("slow-statement", "off");
                Connection connection = pool.borrow()) {
            WatchedPool.execute(connection, "select pg_sleep(1.2)");

            assertThat(pool.number("SlowStatements")).isZero();
        }
    }
}
