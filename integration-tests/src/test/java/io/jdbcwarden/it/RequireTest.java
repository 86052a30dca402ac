package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLInvalidAuthorizationSpecException;
import org.junit.jupiter.api.Test;

/** Some pools lend to known borrowers only. */
class RequireTest {
    @Test
    void deniesABorrowOutsideAnyRequest() throws Exception {
        try (TestPool pool = TestPool.of("request-only", 1)) {
            assertDenied(pool, "request");
            Request.of("r1", null).run(() -> pool.borrow().close());
        }
    }

    @Test
    void deniesABorrowWithoutAKnownUser() throws Exception {
        try (TestPool pool = TestPool.of("user-only", 1)) {
            Request.of("r1", null).run(() -> assertDenied(pool, "user"));
            Request.of("r2", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    assertThat(pool.mySession().user()).isEqualTo("anna");
                                    TestPool.execute(connection, "select 1");
                                }
                            });
        }
    }

    private static void assertDenied(TestPool pool, String required) {
        long before = pool.number("BorrowDenied");
        SQLInvalidAuthorizationSpecException denied =
                catchThrowableOfType(SQLInvalidAuthorizationSpecException.class, pool::borrow);
        assertThat(denied.getSQLState()).isEqualTo("28000");
        assertThat(denied.getErrorCode()).isEqualTo(71004);
        assertThat(denied.getMessage())
                .startsWith("[jdbc-warden] ")
                .contains(pool.name())
                .contains("require=" + required);
        assertThat(pool.number("BorrowDenied")).isEqualTo(before + 1);
    }
}
