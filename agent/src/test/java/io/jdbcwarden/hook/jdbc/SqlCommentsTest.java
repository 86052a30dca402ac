package io.jdbcwarden.hook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.session.Tags;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommentsTest {
    private static final Tags ANNA = new Tags("r 1", "anna", Map.of("tenant", "x"));

    @Test
    void addsKeysInOrderAndEncoded() {
        assertThat(SqlComments.with(ANNA, "select 1"))
                .isEqualTo("select 1 /*request='r%201',tenant='x',user='anna'*/");
    }

    @Test
    void nothingInAValueEndsTheComment() {
        Tags tags = new Tags("*/ drop table t", "'; drop table t; --", Map.of());

        assertThat(SqlComments.with(tags, "select 1"))
                .isEqualTo(
                        "select 1 /*request='%2A%2F%20drop%20table%20t',"
                                + "user='%27%3B%20drop%20table%20t%3B%20--'*/");
    }

    @Test
    void comesBeforeTheSemicolonAtTheEnd() {
        assertThat(SqlComments.with(new Tags("r1", null, Map.of()), "select 1 ; "))
                .isEqualTo("select 1 /*request='r1'*/ ; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select /* hint */ 1", "select 1 -- done"})
    void whatHasACommentStaysAsItIs(String sql) {
        assertThat(SqlComments.with(ANNA, sql)).isSameAs(sql);
    }

    @Test
    void withoutARequestThereIsNoComment() {
        assertThat(SqlComments.with(Tags.NONE, "select 1")).isEqualTo("select 1");
    }
}
