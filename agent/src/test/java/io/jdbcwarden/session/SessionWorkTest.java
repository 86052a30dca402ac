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
