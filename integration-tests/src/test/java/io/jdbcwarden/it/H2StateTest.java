package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a borrower leaves behind does not reach the next one on H2. */
@Tag("any-pool")
class H2StateTest {
    private static final PoolKind KIND =
            PoolKind.all().filter(kind -> kind.id().equals("hikaricp-7.1.0")).findFirst().get();

    static List<Contamination> contaminations() {
        return List.of(
                Contamination.of("a variable", "set @tenant = 'anna'", "select @tenant"),
                Contamination.of(
                        "a variable set by a query", "select set(@price, 12)", "select @price"),
                Contamination.of("the schema", "set schema elsewhere", "select schema()"),
                Contamination.of(
                        "the search path",
                        "set schema_search_path elsewhere, public",
                        "select count(*) from information_schema.session_state"
                                + " where state_key like '%SEARCH%'"
                                + " and state_command like '%ELSEWHERE%'"),
                Contamination.of(
                        "the time zone",
                        "set time zone '+09:00'",
                        "select extract(timezone_hour from current_timestamp)"),
                Contamination.of(
                        "the lock time-out", "set lock_timeout 4711", "select lock_timeout()"),
                new Contamination(
                        "a temporary table",
                        Contamination.sql("create local temporary table cart (item int)"),
                        H2StateTest::hasCart));
    }

    private static Object hasCart(Connection connection) {
        try {
            WatchedPool.execute(connection, "select * from cart");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("contaminations")
    void isInheritedWithoutTheAgentAndNeverWithIt(Contamination contamination) throws Exception {
        assertThat(isInherited(contamination, "off")).as("off").isTrue();
        assertThat(isInherited(contamination, "auto")).as("auto").isFalse();
        assertThat(isInherited(contamination, "always")).as("always").isFalse();
    }

    private static boolean isInherited(Contamination contamination, String resetState)
            throws Exception {
        PoolKind.Database database =
                new PoolKind.Database(
                        "jdbc:h2:mem:"
                                + AnyPool.newName(KIND)
                                + ";init=create schema if not exists elsewhere",
                        "sa",
                        "");
        try (AnyPool pool =
                AnyPool.of(KIND, database, KIND.loader(), AnyPool.newName(KIND), 1)
                        .set("reset.state", resetState)) {
            String id = session(pool);
            Object clean = look(contamination, pool);
            try (Connection connection = pool.borrow()) {
                contamination.sets().on(connection);
            }
            Object now = look(contamination, pool);
            assertThat(session(pool)).isEqualTo(id);
            return !String.valueOf(now).equals(String.valueOf(clean));
        }
    }

    private static String session(AnyPool pool) throws SQLException {
        try (Connection connection = pool.borrow()) {
            return WatchedPool.value(connection, "select session_id()");
        }
    }

    private static Object look(Contamination contamination, AnyPool pool) throws Exception {
        try (Connection connection = pool.borrow()) {
            return contamination.sees().at(connection);
        }
    }
}
