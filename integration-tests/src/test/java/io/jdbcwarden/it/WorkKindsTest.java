package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** What each kind of work does with its connections, by name. */
class WorkKindsTest {
    private static final String REQUEST = "io.jdbcwarden.it.Request#serve";

    private static double number(String kind, String column) {
        List<CompositeData> rows = Warden.kinds(kind);
        return rows.isEmpty()
                ? 0
                : ((Number) Objects.requireNonNull(rows.get(0).get(column))).doubleValue();
    }

    @Test
    void countsTheStatementsOfARequestOverAllItsConnections() throws Exception {
        double requests = number(REQUEST, "requests");
        double statements = number(REQUEST, "statements");
        double sessions = number(REQUEST, "sessions");
        try (TestPool pool = TestPool.of("kinds", 1)) {
            Request.of("r1", null)
                    .run(
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    try (Connection connection = pool.borrow()) {
                                        TestPool.execute(connection, "select " + i);
                                    }
                                }
                            });
        }
        assertThat(number(REQUEST, "requests") - requests).isEqualTo(1);
        assertThat(number(REQUEST, "sessions") - sessions).isEqualTo(40);
        assertThat(number(REQUEST, "statements") - statements).isEqualTo(40);
        assertThat(number(REQUEST, "mostStatements")).isGreaterThanOrEqualTo(40);
    }

    @Test
    void countsWhatARequestLeftOpen() throws Exception {
        double statements = number(REQUEST, "statements");
        try (TestPool pool = TestPool.of("kinds", 1)) {
            Request.of("r1", null).run(() -> TestPool.execute(pool.borrow(), "select 1"));
        }
        assertThat(number(REQUEST, "statements") - statements).isEqualTo(1);
    }

    @Test
    void tellsAConnectionThatIsHeldButIdleByTheKindOfThread() throws Exception {
        try (TestPool pool = TestPool.of("kinds", 1)) {
            Threads.runAndEnd(
                    "slow-http-17",
                    () -> {
                        try (Connection connection = pool.borrow()) {
                            TestPool.execute(connection, "select 1");
                            long until = System.nanoTime() + 300_000_000L;
                            await().until(() -> System.nanoTime() - until > 0);
                        }
                        return true;
                    });
        }
        assertThat(number("thread slow-http-*", "requests")).isEqualTo(1);
        assertThat(number("thread slow-http-*", "leaseMillis")).isGreaterThan(300);
        assertThat(number("thread slow-http-*", "idleShare")).isBetween(0.7, 1.0);
    }
}
