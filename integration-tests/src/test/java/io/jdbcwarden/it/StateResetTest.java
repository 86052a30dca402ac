package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How session state is put back: at what price, and what is left alone. */
class StateResetTest {
    private static final Duration SOON = Duration.ofSeconds(30);

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

    private interface Work {
        void on(Connection connection) throws Exception;
    }

    private static void use(TestPool pool, Work work) throws Exception {
        try (Connection connection = pool.borrow()) {
            work.on(connection);
        }
    }

    private static Work sql(String sql) {
        return connection -> TestPool.execute(connection, sql);
    }

    private static String value(TestPool pool, String query) throws Exception {
        try (Connection connection = pool.borrow()) {
            return TestPool.value(connection, query);
        }
    }

    // ------------------------------------------------------------------ the price

    /** The least of several: the first time on a connection more has to be asked. */
    private static long roundTrips(TestPool pool, Wire wire, Work work) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = wire.roundTrips();
            use(pool, work);
            least = Math.min(least, wire.roundTrips() - before);
        }
        return least;
    }

    private static TestPool behind(Wire wire) {
        Postgres postgres = Postgres.shared();
        return TestPool.of(
                postgres, "trips", 1, config -> config.setJdbcUrl(wire.database(postgres).url()));
    }

    @Test
    void aSessionThatChangesNothingPaysNoRoundTrip() throws Exception {
        try (Wire wire = Wire.to(Postgres.shared());
                TestPool pool = behind(wire)) {
            assertThat(roundTrips(pool, wire, sql("select 1"))).isEqualTo(1);
            assertThat(roundTrips(pool, wire, connection -> {})).isZero();
            assertThat(pool.number("StateResets")).isZero();
        }
    }

    @Test
    void whateverWasChangedIsPutBackInOneRoundTrip() throws Exception {
        try (Wire wire = Wire.to(Postgres.shared());
                TestPool pool = behind(wire)) {
            Work changes =
                    sql(
                            "set search_path = elsewhere; set role contaminator;"
                                    + " create temp table t (a int); listen x;"
                                    + " select pg_advisory_lock(1)");

            assertThat(roundTrips(pool, wire, changes)).isEqualTo(2);
            assertThat(pool.number("StateResets")).isEqualTo(5);
        }
    }

    @Test
    void withoutAutoCommitToo() throws Exception {
        try (Wire wire = Wire.to(Postgres.shared());
                TestPool pool = behind(wire)) {
            Work changes =
                    connection -> {
                        connection.setAutoCommit(false);
                        TestPool.execute(connection, "set work_mem = '5MB'");
                        connection.commit();
                    };

            assertThat(roundTrips(pool, wire, changes)).isEqualTo(3);
            assertThat(value(pool, "show work_mem")).isEqualTo("4MB");
        }
    }

    // ------------------------------------------------------------------ what stays

    private static TestPool withInit(String name) {
        return TestPool.of(
                Postgres.shared(),
                name,
                1,
                config ->
                        config.setConnectionInitSql(
                                "set search_path = elsewhere; set app.tenant = 'o''neill\\';"
                                        + " set role contaminator; set work_mem = '7MB'"));
    }

    private static final String INITIAL =
            "select current_setting('search_path') || ' ' || current_setting('app.tenant')"
                    + " || ' ' || current_user || ' ' || current_setting('work_mem')";

    @Test
    void whatThePoolHasSetItselfStays() throws Exception {
        try (TestPool pool = withInit("init")) {
            String before = value(pool, INITIAL);
            assertThat(before).isEqualTo("elsewhere o'neill\\ contaminator 7MB");

            use(
                    pool,
                    sql(
                            "set search_path = public; set app.tenant = 'x'; set work_mem = '8MB';"
                                    + " set role none"));
            assertThat(value(pool, INITIAL)).isEqualTo(before);

            use(pool, sql("set app.tenant = 'y'"));
            assertThat(value(pool, INITIAL)).isEqualTo(before);
        }
    }

    @Test
    void alsoWhenItIsChangedInATransaction() throws Exception {
        try (TestPool pool = withInit("init-transaction")) {
            String before = value(pool, INITIAL);

            use(
                    pool,
                    connection -> {
                        connection.setAutoCommit(false);
                        TestPool.execute(connection, "set search_path = public");
                        TestPool.execute(connection, "set app.tenant = 'x'");
                        TestPool.execute(connection, "set app.never = 'x'");
                        // No query may have come before this one.
                        TestPool.execute(
                                connection, "set transaction isolation level serializable");
                        TestPool.execute(connection, "select 1");
                        connection.commit();
                    });

            assertThat(value(pool, INITIAL)).isEqualTo(before);
            assertThat(value(pool, "select current_setting('app.never', true)")).isEmpty();
        }
    }

    @Test
    void alsoWhenTheApplicationResetsAll() throws Exception {
        try (TestPool pool = withInit("init-all")) {
            use(pool, sql("reset all"));
            assertThat(value(pool, "show search_path")).isEqualTo("elsewhere");
            assertThat(value(pool, "show work_mem")).isEqualTo("7MB");

            use(pool, sql("discard all"));
            assertThat(value(pool, "show search_path")).isEqualTo("elsewhere");
            assertThat(value(pool, "select current_user")).isEqualTo("contaminator");
        }
    }

    @Test
    void theDriversPreparedStatementsStayValid() throws Exception {
        try (TestPool pool =
                TestPool.of(
                        Postgres.shared(),
                        "prepared",
                        1,
                        config -> config.addDataSourceProperty("prepareThreshold", "1"))) {
            for (int i = 0; i < 4; i++) {
                use(
                        pool,
                        connection -> {
                            try (PreparedStatement statement =
                                    connection.prepareStatement("select 4711 + ?")) {
                                statement.setInt(1, 1);
                                statement.executeQuery().close();
                            }
                            TestPool.execute(connection, "prepare mine as select 1");
                            TestPool.execute(connection, "set work_mem = '5MB'");
                        });
            }

            assertThat(
                            value(
                                    pool,
                                    "select string_agg(statement, '; ' order by 1)"
                                            + " from pg_prepared_statements"
                                            + " where statement like 'select 4711%'"
                                            + " or from_sql"))
                    .isEqualTo("select 4711 + $1");
        }
    }

    @Test
    void aPreparedTransactionIsLeftToItsCoordinatorAndReported() throws Exception {
        assumeFalse(
                Postgres.shared().query("show max_prepared_transactions").get(0).equals("0"),
                "this PostgreSQL takes no prepared transactions");
        try (TestPool pool = TestPool.of("two-phases", 1)) {
            use(
                    pool,
                    connection -> {
                        TestPool.execute(connection, "begin");
                        TestPool.execute(connection, "prepare transaction 'secret-4711'");
                    });

            assertThat(Postgres.shared().query("select gid from pg_prepared_xacts"))
                    .contains("secret-4711");
            assertThat(pool.lastIncident("prepared-transaction"))
                    .contains("left as it is")
                    .doesNotContain("4711");
            use(pool, sql("rollback prepared 'secret-4711'"));
        }
    }

    // ------------------------------------------------------------------ modes, failures

    @Test
    void observingCountsAndTellsAndLeavesIt() throws Exception {
        try (TestPool pool = TestPool.of("observed", 1).set("mode", "observe")) {
            use(pool, sql("set work_mem = '5MB'; create temp table t (a int)"));

            assertThat(value(pool, "show work_mem")).isEqualTo("5MB");
            assertThat(pool.number("StateResets")).isEqualTo(1);
            assertThat(pool.lastIncident("state-changed"))
                    .contains("settings, temporary tables")
                    .contains("left as it is (mode=observe)");
        }
    }

    /** The server does not take another value once a temporary table was used. */
    @Test
    void aConnectionThatCannotBePutBackIsEvictedAndThatIsSaid() throws Exception {
        try (TestPool pool =
                TestPool.of(
                        Postgres.shared(),
                        "unresettable",
                        1,
                        config -> config.setConnectionInitSql("set temp_buffers = '2MB'"))) {
            String pid = value(pool, "select pg_backend_pid()");

            use(
                    pool,
                    connection -> {
                        TestPool.execute(connection, "set temp_buffers = '1MB'");
                        TestPool.execute(connection, "create temp table t as select 1");
                    });

            assertThat(value(pool, "select pg_backend_pid()")).isNotEqualTo(pid);
            assertThat(value(pool, "show temp_buffers")).isEqualTo("2MB");
            assertThat(pool.lastIncident("state-reset-failed"))
                    .contains("settings, temporary tables; SQLState 22023")
                    .contains("evicted");
            assertThat(pool.sessions()).isEmpty();
            assertThat(pool.number("Returns")).isEqualTo(pool.number("Borrows"));
            await().atMost(SOON).until(() -> pool.numbers().getTotalConnections() == 1);
        }
    }

    /** The setting reset.rollback=false leaves it to the pool. */
    @Test
    void anOpenTransactionThatIsToStayIsNotEndedForIt() throws Exception {
        try (TestPool pool = TestPool.of("keeps-open", 1)) {
            use(
                    pool,
                    connection -> {
                        connection.setAutoCommit(false);
                        TestPool.execute(connection, "set work_mem = '5MB'");
                    });

            assertThat(pool.lastIncident("state-changed"))
                    .contains("left as it is, as its transaction is still open");
        }
    }

    @Test
    void aStatementThatFailsLeavesNothingToPutBack() throws Exception {
        try (TestPool pool = TestPool.of("failing", 1)) {
            String pid = value(pool, "select pg_backend_pid()");
            try (Connection connection = pool.borrow()) {
                TestPool.execute(connection, "prepare broken as select from nowhere");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("42P01");
            }

            assertThat(value(pool, "select pg_backend_pid()")).isEqualTo(pid);
        }
    }
}
