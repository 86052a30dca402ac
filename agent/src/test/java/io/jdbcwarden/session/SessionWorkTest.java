package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionWorkTest {
    private final SessionWork work = new SessionWork();

    private Object prepare(String sql) {
        Object statement = new Object();
        work.preparing(sql);
        work.prepared(statement);
        return statement;
    }

    private String sqlOf(Object statement) {
        work.started(statement, null, 0);
        work.finished(1, false);
        return String.valueOf(work.sql());
    }

    private void run(long from, long nanos) {
        work.started(new Object(), "SELECT " + from, from);
        work.finished(nanos, false);
    }

    @Test
    void countsRowsReadAndChangedAndBatches() {
        work.row();
        work.rows(5);
        work.rows(java.sql.Statement.SUCCESS_NO_INFO);
        work.batch(new int[] {1, 2, java.sql.Statement.SUCCESS_NO_INFO});
        work.batch(new long[] {4});
        work.batch();

        assertThat(work.rows()).isEqualTo(13);
        assertThat(work.batches()).isEqualTo(3);
    }

    @Test
    void keepsTheSlowestStatement() {
        run(10, 3);
        run(20, 9);
        run(30, 4);

        assertThat(work.slowestNanos()).isEqualTo(9);
        assertThat(work.slowestSql()).isEqualTo("SELECT 20");
        assertThat(work.nanos()).isEqualTo(16);
    }

    @Test
    void mayHaveATransactionOpenOnlyIfAStatementCanHaveBegunOne() {
        assertThat(work.mayBeOpen()).isFalse();
        run(10, 3);
        assertThat(work.mayBeOpen()).as("auto-commit is not known").isTrue();
        work.autoCommit(true);
        assertThat(work.mayBeOpen()).as("a query with auto-commit").isFalse();
        work.mayBegin();
        assertThat(work.mayBeOpen()).as("a BEGIN in plain SQL").isTrue();
    }

    @Test
    void mayHaveATransactionOpenWithoutAutoCommitUntilItEnds() {
        work.autoCommit(false);
        run(10, 3);
        assertThat(work.mayBeOpen()).isTrue();
        work.transactionEnded();
        assertThat(work.mayBeOpen()).isFalse();
    }

    @Test
    void countsRowsOnceThatTheApplicationAskedFor() {
        run(10, 3);
        work.rowsTold(7);
        work.rowsUntold();
        work.rowsTold(5);
        work.rowsTold(5);
        work.rowsUntold();
        run(20, 3);
        work.rowsTold(2);

        assertThat(work.rows()).isEqualTo(5);
    }

    @Test
    void countsTheTimeBetweenTheStatementsOfATransaction() {
        work.autoCommit(false);
        run(100, 10);
        run(150, 10);

        assertThat(work.idleInTransactionNanos(false, 500)).isEqualTo(40);
        assertThat(work.idleInTransactionNanos(true, 500)).isEqualTo(40 + 340);

        work.transactionEnded();
        run(1000, 10);
        assertThat(work.idleInTransactionNanos(false, 2000)).isEqualTo(40);
    }

    @Test
    void countsTheTimeBeforeACommitAsFarAsItWasSeen() {
        work.autoCommit(false);
        run(100, 10);
        work.seenIdle(180);
        work.transactionEnded();

        assertThat(work.idleInTransactionNanos(true, 500)).isEqualTo(70);
    }

    @Test
    void noTimeIsIdleInATransactionWhileEachStatementIsOne() {
        work.autoCommit(true);
        run(100, 10);
        work.seenIdle(180);
        run(200, 10);

        assertThat(work.idleInTransactionNanos(true, 500)).isZero();
    }

    @Test
    void aChangeOfAutoCommitEndsTheTransactionAndOnlyIfItSucceeds() {
        work.autoCommit(false);
        run(100, 10);
        work.changing("setAutoCommit", true);
        work.changed(false);
        assertThat(work.isDirty()).isTrue();

        work.changing("setAutoCommit", true);
        work.changed(true);
        assertThat(work.isDirty()).isFalse();
        run(200, 10);
        assertThat(work.idleInTransactionNanos(true, 500)).isZero();
    }

    @Test
    void knowsTheIsolationThatWasSet() {
        assertThat(work.isolation()).isEqualTo(-1);

        work.changing("setReadOnly", true);
        work.changed(true);
        work.changing("setTransactionIsolation", 8);
        work.changed(true);

        assertThat(work.isolation()).isEqualTo(8);
        assertThat(work.knowsAutoCommit()).isFalse();
    }

    @Test
    void aRunningStatementIsToldOfOnce() {
        work.started(new Object(), "SELECT 1", 100);
        assertThat(work.wasTold()).isFalse();
        assertThat(work.tell(100)).isTrue();
        assertThat(work.tell(100)).isFalse();
        work.finished(50, false);
        assertThat(work.wasTold()).isTrue();

        work.started(new Object(), "SELECT 1", 200);
        assertThat(work.wasTold()).isFalse();
    }

    @Test
    void knowsTheSqlOfTheOnlyPreparedStatement() {
        Object statement = prepare("SELECT 1");

        assertThat(sqlOf(statement)).isEqualTo("SELECT 1");
    }

    @Test
    void tellsPreparedStatementsApartWhateverTheirOrder() {
        Object first = prepare("SELECT 1");
        Object again = prepare("SELECT 1");
        Object second = prepare("SELECT 2");
        Object third = prepare("SELECT 3");

        assertThat(sqlOf(first)).isEqualTo("SELECT 1");
        assertThat(sqlOf(third)).isEqualTo("SELECT 3");
        assertThat(sqlOf(again)).isEqualTo("SELECT 1");
        assertThat(sqlOf(second)).isEqualTo("SELECT 2");
    }

    @Test
    void showsNoSqlRatherThanAWrongOneWhenSomeWereForgotten() {
        Object first = prepare("SELECT first");
        List<Object> others = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            others.add(prepare("SELECT " + i));
        }

        assertThat(sqlOf(first)).isEqualTo("null");
        assertThat(sqlOf(others.get(0))).isEqualTo("null");
        assertThat(sqlOf(others.get(8))).isEqualTo("SELECT 8");
    }

    @Test
    void showsTheSqlThatAPlainStatementIsGiven() {
        prepare("SELECT 1");

        work.started(new Object(), "SELECT 2", 0);

        assertThat(work.sql()).isEqualTo("SELECT 2");
    }

    @Test
    void isDirtyFromAStatementUntilItsTransactionEnds() {
        assertThat(work.isDirty()).isFalse();
        sqlOf(prepare("UPDATE t SET n = 1"));
        assertThat(work.isDirty()).isTrue();

        work.transactionEnded();

        assertThat(work.isDirty()).isFalse();
    }
}
