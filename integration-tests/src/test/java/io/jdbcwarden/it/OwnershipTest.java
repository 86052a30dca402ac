package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A session is used by those it belongs to. */
class OwnershipTest {
    @Test
    void refusesTheConnectionOfAnotherRequestAndNamesBothSides() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            Request.of("first", "anna")
                    .run(
                            () -> {
                                Connection connection = pool.borrow();
                                SQLException refusal =
                                        Threads.elsewhere(
                                                () -> useIn("second", "anna", connection));
                                assertRefused(refusal);
                                assertThat(refusal.getMessage())
                                        .contains("request first of user anna")
                                        .contains("request second of user anna")
                                        .contains(pool.name())
                                        .contains("CROSS_REQUEST")
                                        .contains("ownership");
                                // The owner is not disturbed.
                                assertThat(TestPool.value(connection, "select 1")).isEqualTo("1");
                                connection.close();
                            });
            assertThat(pool.violations("CROSS_REQUEST")).isEqualTo(1);
            assertThat(pool.lastIncident("violation")).contains("first").contains("second");
        }
    }

    @Test
    void refusesTheConnectionOfAnotherUser() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            Request.of("first", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    SQLException refusal =
                                            Threads.elsewhere(
                                                    () -> useIn("second", "bert", connection));
                                    assertRefused(refusal);
                                    assertThat(refusal.getMessage())
                                            .contains("anna")
                                            .contains("bert")
                                            .contains("CROSS_USER");
                                }
                            });
            assertThat(pool.violations("CROSS_USER")).isEqualTo(1);
        }
    }

    @Test
    void refusesAConnectionWhoseRequestHasEnded() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            Connection[] kept = new Connection[1];
            Request.of("first", "anna").run(() -> kept[0] = pool.borrow());

            assertRefused(useIn("second", "bert", kept[0]));
            assertRefused(failureOf(kept[0]));
            assertThat(pool.violations("AFTER_REQUEST")).isEqualTo(2);
        }
    }

    @Test
    void countsTheUseOfAConnectionThatItsOwnerClosed() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            Connection closed = pool.borrow();
            closed.close();

            assertThatThrownBy(closed::createStatement).isInstanceOf(SQLException.class);
            assertThat(pool.violations("AFTER_CLOSE")).isEqualTo(1);
            closed.close();
            assertThat(pool.number("Returns")).isEqualTo(pool.number("Borrows"));
        }
    }

    @Test
    void countsTwoThreadsOnOneConnectionAtOnce() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            try (Connection connection = pool.borrow()) {
                int pid = TestPool.pid(connection);
                FutureTask<Boolean> first =
                        Threads.start(
                                () -> {
                                    TestPool.execute(connection, "select pg_sleep(2)");
                                    return true;
                                });
                await().until(() -> isAsleep(pid));
                TestPool.execute(connection, "select 1");
                Threads.get(first);
            }
            assertThat(pool.violations("CONCURRENT")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void letsAThreadWithoutARequestUseWhatItWasHanded() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2)) {
            Request.of("first", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    String one =
                                            Threads.elsewhere(
                                                    () -> TestPool.value(connection, "select 1"));
                                    assertThat(one).isEqualTo("1");
                                }
                            });
            assertNoViolation(pool);
        }
    }

    @Test
    void onlyCountsAViolationIfToldToWarn() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2).set("ownership", "warn")) {
            useAcrossRequests(pool);
            assertThat(pool.violations("CROSS_USER")).isEqualTo(1);
        }
    }

    @Test
    void onlyCountsAViolationInModeObserve() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2).set("mode", "observe")) {
            useAcrossRequests(pool);
            assertThat(pool.violations("CROSS_USER")).isEqualTo(1);
        }
    }

    @Test
    void doesNotLookIfOwnershipIsOff() throws Exception {
        try (TestPool pool = TestPool.of("owned", 2).set("ownership", "off")) {
            useAcrossRequests(pool);
            assertNoViolation(pool);
        }
    }

    /** One more request, of the next user, is not blamed for what the one before it did. */
    @Test
    void givesThePhysicalConnectionToTheNextRequestWithoutItsHistory() throws Exception {
        try (TestPool pool = TestPool.of("owned", 1)) {
            for (String user : new String[] {"anna", "bert", "carl"}) {
                Request.of("request-of-" + user, user)
                        .run(
                                () -> {
                                    try (Connection connection = pool.borrow()) {
                                        assertThat(pool.mySession().user()).isEqualTo(user);
                                        TestPool.execute(connection, "select 1");
                                    }
                                });
            }
            assertNoViolation(pool);
        }
    }

    private static void useAcrossRequests(TestPool pool) throws Exception {
        Request.of("first", "anna")
                .run(
                        () -> {
                            try (Connection connection = pool.borrow()) {
                                Threads.elsewhere(
                                        () -> {
                                            Request.of("second", "bert")
                                                    .run(() -> connection.getMetaData());
                                            return true;
                                        });
                            }
                        });
    }

    private static SQLException useIn(String request, String user, Connection connection)
            throws Exception {
        SQLException[] refusal = new SQLException[1];
        Request.of(request, user).run(() -> refusal[0] = failureOf(connection));
        return refusal[0];
    }

    private static SQLException failureOf(Connection connection) {
        return catchThrowableOfType(SQLException.class, () -> connection.createStatement());
    }

    private static void assertRefused(SQLException refusal) {
        assertThat((Object) refusal).isInstanceOf(SQLInvalidAuthorizationSpecException.class);
        assertThat(refusal.getMessage()).startsWith("[jdbc-warden] ");
        assertThat(refusal.getSQLState()).isEqualTo("28000");
        assertThat(refusal.getErrorCode()).isEqualTo(71001);
    }

    private static void assertNoViolation(TestPool pool) {
        for (String kind :
                new String[] {
                    "CROSS_REQUEST", "CROSS_USER", "AFTER_REQUEST", "AFTER_CLOSE", "CONCURRENT"
                }) {
            assertThat(pool.violations(kind)).as(kind).isZero();
        }
    }

    private static boolean isAsleep(int pid) {
        return Postgres.shared()
                        .query(
                                "select 1 from pg_stat_activity where wait_event = 'PgSleep' and"
                                        + " pid = "
                                        + pid)
                        .size()
                == 1;
    }
}
