package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction left open ends with the session that opened it. */
class DirtyReturnTest {
    @BeforeAll
    static void makeTable() {
        Postgres.shared().execute("create table if not exists dirty (value text)");
    }

    @BeforeEach
    void emptyTable() {
        Postgres.shared().execute("truncate dirty");
    }

    @Test
    void rollsBackWhatWasNotCommittedAndSaysWhereItWasBorrowed() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1).set("stack", "always")) {
            Connection connection = pool.borrow();
            connection.setAutoCommit(false);
            TestPool.execute(connection, "insert into dirty values ('lost')");
            connection.close();

            assertRolledBack(pool);
            assertThat(pool.lastIncident("dirty-return"))
                    .contains("com.example.legacy.ForgetfulDao.open")
                    .contains("rolled back");
        }
    }

    /** HikariCP does not see a transaction that was opened in plain SQL. */
    @Test
    void rollsBackATransactionThatWasOpenedInPlainSql() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1)) {
            leaveOpenInPlainSql(pool);
            assertRolledBack(pool);
        }
    }

    /** So the test above can fail. */
    @Test
    void handsATransactionOpenedInPlainSqlToTheNextOneInModeOff() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1).set("mode", "off")) {
            leaveOpenInPlainSql(pool);
            try (Connection next = pool.borrow()) {
                assertThat(TestPool.value(next, "select count(*) from dirty")).isEqualTo("1");
                TestPool.execute(next, "rollback");
            }
            assertThat(pool.number("DirtyReturns")).isZero();
        }
    }

    @Test
    void onlyCountsItInModeObserve() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1).set("mode", "observe")) {
            leaveOpenInPlainSql(pool);
            assertThat(pool.number("DirtyReturns")).isEqualTo(1);
            try (Connection next = pool.borrow()) {
                assertThat(TestPool.value(next, "select count(*) from dirty")).isEqualTo("1");
                TestPool.execute(next, "rollback");
            }
        }
    }

    @Test
    void rollsBackWhatARequestLeftOpenWithItsConnection() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1)) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                Connection connection = pool.borrow();
                                connection.setAutoCommit(false);
                                TestPool.execute(connection, "insert into dirty values ('lost')");
                            });
            assertThat(pool.leaks("REQUEST_ENDED")).isEqualTo(1);
            assertRolledBack(pool);
        }
    }

    @Test
    void doesNotTouchWhatWasCommitted() throws Exception {
        try (TestPool pool = TestPool.of("dirty", 1)) {
            try (Connection connection = pool.borrow()) {
                connection.setAutoCommit(false);
                TestPool.execute(connection, "insert into dirty values ('kept')");
                connection.commit();
            }
            try (Connection connection = pool.borrow()) {
                TestPool.execute(connection, "insert into dirty values ('kept too')");
            }
            assertThat(pool.number("DirtyReturns")).isZero();
            assertThat(Postgres.shared().query("select count(*) from dirty")).containsExactly("2");
        }
    }

    private static void leaveOpenInPlainSql(TestPool pool) throws SQLException {
        try (Connection connection = pool.borrow()) {
            TestPool.execute(connection, "begin");
            TestPool.execute(connection, "insert into dirty values ('lost')");
        }
    }

    private static void assertRolledBack(TestPool pool) throws SQLException {
        assertThat(pool.number("DirtyReturns")).isEqualTo(1);
        try (Connection next = pool.borrow()) {
            assertThat(next.getAutoCommit()).isTrue();
            assertThat(TestPool.value(next, "select count(*) from dirty")).isEqualTo("0");
            String state = "select state from pg_stat_activity where pid = " + TestPool.pid(next);
            assertThat(Postgres.shared().query(state)).containsExactly("idle");
        }
        assertThat(pool.number("DirtyReturns")).isEqualTo(1);
    }
}
