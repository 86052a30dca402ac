package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The database knows whose request a connection works for. */
class DatabaseTagsTest {
    private static final String HOSTILE = "'; drop table orders; --";
    private static final String WHO =
            "select coalesce(current_setting('warden.user', true), '') || ' '"
                    + " || coalesce(current_setting('warden.request', true), '')";

    private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

    @BeforeAll
    static void prepare() {
        PostgresContaminations.prepare(Postgres.shared());
        // Else HikariCP would look whether a connection lives, which is a round trip too.
        System.setProperty(BYPASS, "600000");
    }

    @AfterAll
    static void cleanUp() {
        System.clearProperty(BYPASS);
    }

    private static String ask(TestPool pool, String query) throws Exception {
        try (Connection connection = pool.borrow()) {
            return TestPool.value(connection, query);
        }
    }

    private static String askAs(String user, String request, TestPool pool, String query)
            throws Exception {
        String[] seen = new String[1];
        Request.of(request, user).run(() -> seen[0] = ask(pool, query));
        return seen[0];
    }

    // ------------------------------------------------------------------ client-info

    @Test
    void administratorsSeeRequestAndUser() throws Exception {
        try (TestPool pool = TestPool.of("info", 1)) {
            String own = ask(pool, "show application_name");

            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    int pid = TestPool.pid(connection);
                                    assertThat(
                                                    Postgres.shared()
                                                            .query(
                                                                    "select application_name from"
                                                                            + " pg_stat_activity where"
                                                                            + " pid = "
                                                                            + pid))
                                            .containsExactly("user=anna request=r1");
                                }
                            });

            assertThat(ask(pool, "show application_name")).isEqualTo(own);
        }
    }

    @Test
    void whatTheySeeIsBoundedAndPlain() throws Exception {
        try (TestPool pool = TestPool.of("info", 1)) {
            assertThat(
                            askAs(
                                    "\u00e4nna\u0000" + "x".repeat(100),
                                    "r".repeat(100),
                                    pool,
                                    "show application_name"))
                    .hasSize(63)
                    .startsWith("user=?nna?xxx")
                    .contains(" request=rrr");
        }
    }

    @Test
    void theNameThatTheApplicationSetsIsItsOwnUntilItsReturn() throws Exception {
        try (TestPool pool = TestPool.of("info", 1)) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    connection.setClientInfo("ApplicationName", "report");
                                    assertThat(TestPool.value(connection, "show application_name"))
                                            .isEqualTo("report");
                                }
                            });

            assertThat(askAs("anna", "r1", pool, "show application_name"))
                    .isEqualTo("user=anna request=r1");
        }
    }

    // ------------------------------------------------------------------ session-vars

    @Test
    void variablesSayWhoItIsAndNobodyInheritsThem() throws Exception {
        try (TestPool pool = TestPool.of("vars", 1)) {
            assertThat(askAs("anna", "r1", pool, WHO)).isEqualTo("anna r1");
            assertThat(askAs("bob", "r2", pool, WHO)).isEqualTo("bob r2");
            assertThat(askAs(HOSTILE, "r3", pool, WHO)).isEqualTo(HOSTILE + " r3");
            assertThat(ask(pool, WHO)).isEqualTo(" ");
        }
    }

    @Test
    void withoutAutoCommitARollbackBringsNobodyBack() throws Exception {
        try (TestPool pool = TestPool.of("vars", 1)) {
            assertThat(askAs("anna", "r1", pool, WHO)).isEqualTo("anna r1");

            Request.of("r2", "bob")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    connection.setAutoCommit(false);
                                    // Begins a transaction before the first statement.
                                    connection.setSchema("elsewhere");
                                    assertThat(TestPool.value(connection, WHO)).isEqualTo("bob r2");
                                    connection.rollback();
                                    assertThat(TestPool.value(connection, WHO)).isEqualTo("bob r2");
                                    TestPool.execute(connection, "rollback");
                                    assertThat(TestPool.value(connection, WHO)).isEqualTo("bob r2");
                                }
                            });
        }
    }

    @Test
    void theDriversOwnConnectionSaysItToo() throws Exception {
        try (TestPool pool = TestPool.of("vars", 1)) {
            assertThat(askAs("anna", "r1", pool, WHO)).isEqualTo("anna r1");

            Request.of("r2", "bob")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    Connection physical =
                                            (Connection) connection.unwrap(PGConnection.class);
                                    assertThat(TestPool.value(physical, WHO)).isEqualTo("bob r2");
                                }
                            });
        }
    }

    @Test
    void anApplicationThatResetsOrForgesThemIsToldAgain() throws Exception {
        try (TestPool pool = TestPool.of("vars", 1)) {
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow()) {
                                    for (String sql :
                                            new String[] {
                                                "reset all",
                                                "discard all",
                                                "set warden.\"user\" = 'bob'",
                                                "select set_config('warden.user', 'bob', false)"
                                            }) {
                                        TestPool.execute(connection, sql);
                                        assertThat(TestPool.value(connection, WHO))
                                                .as(sql)
                                                .isEqualTo("anna r1");
                                    }
                                }
                            });
            assertThat(askAs("bob", "r2", pool, WHO)).isEqualTo("bob r2");
        }
    }

    @Test
    void observingTellsNothing() throws Exception {
        try (TestPool pool = TestPool.of("vars", 1).set("mode", "observe")) {
            assertThat(askAs("anna", "r1", pool, WHO)).isEqualTo(" ");
        }
    }

    // ------------------------------------------------------------------ the price

    private static long roundTrips(TestPool pool, Wire wire, String user, String request)
            throws Exception {
        long before = wire.roundTrips();
        askAs(user, request, pool, WHO);
        return wire.roundTrips() - before;
    }

    @Test
    void theSameUserAndRequestCostNoRoundTripAndAnotherCostsOne() throws Exception {
        for (String kind : new String[] {"vars", "info"}) {
            try (Wire wire = Wire.to(Postgres.shared());
                    TestPool pool =
                            TestPool.of(
                                    Postgres.shared(),
                                    kind,
                                    1,
                                    config ->
                                            config.setJdbcUrl(
                                                    wire.database(Postgres.shared()).url()))) {
                assertThat(roundTrips(pool, wire, "anna", "r1")).as(kind).isEqualTo(2);
                assertThat(roundTrips(pool, wire, "anna", "r1")).as(kind).isEqualTo(1);
                assertThat(roundTrips(pool, wire, "bob", "r2")).as(kind).isEqualTo(2);
                assertThat(roundTrips(pool, wire, "bob", "r2")).as(kind).isEqualTo(1);
                long before = wire.roundTrips();
                Request.of("r3", "anna").run(() -> pool.borrow().close());
                assertThat(wire.roundTrips() - before).as("no statement, " + kind).isZero();
            }
        }
    }

    // ------------------------------------------------------------------ sql-comment

    @Test
    void statementsCarryAComment() throws Exception {
        String query = "select query from pg_stat_activity where pid = pg_backend_pid()";
        String expected = query + " /*request='r1',user='%27%3B%20drop%20table%20orders%3B%20--'*/";
        try (TestPool pool = TestPool.of("comment", 1)) {
            assertThat(askAs(HOSTILE, "r1", pool, query)).isEqualTo(expected);

            Request.of("r1", HOSTILE)
                    .run(
                            () -> {
                                try (Connection connection = pool.borrow();
                                        PreparedStatement statement =
                                                connection.prepareStatement(query);
                                        ResultSet row = statement.executeQuery()) {
                                    row.next();
                                    assertThat(row.getString(1)).isEqualTo(expected);
                                }
                            });
            assertThat(ask(pool, query)).isEqualTo(query);
        }
    }
}
