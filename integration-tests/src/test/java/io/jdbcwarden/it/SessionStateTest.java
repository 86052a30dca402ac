package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a borrower leaves behind does not reach the next one, on PostgreSQL and in every pool. */
@Tag("any-pool")
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("io.jdbcwarden.it.PoolKind#all")
class SessionStateTest {
    private final PoolKind kind;

    SessionStateTest(PoolKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void prepare() {
        PostgresContaminations.prepare(Postgres.shared());
    }

    private List<Contamination> all() {
        List<Contamination> all = new ArrayList<>(PostgresContaminations.all());
        all.addAll(PostgresContaminations.ofJdbc());
        return possible(all);
    }

    /** DBCP 1 is older than some methods of JDBC's. */
    private List<Contamination> possible(List<Contamination> all) {
        List<String> newer = List.of("the schema, by JDBC", "the network time-out");
        return kind.id().startsWith("dbcp-1")
                ? all.stream().filter(each -> !newer.contains(each.name())).toList()
                : all;
    }

    /** The control: each of these is real, also those of which a pool takes care itself. */
    @Test
    void withoutTheAgentTheNextBorrowerGetsWhatTheLastOneLeft() throws Exception {
        List<String> missed = new ArrayList<>();
        for (Contamination each : all()) {
            if (!isInherited(each, "off")) {
                missed.add(each.name());
            }
        }

        assertThat(missed)
                .as("what %s itself takes care of", kind)
                .isSubsetOf(
                        "the holdability",
                        "the type map",
                        "the network time-out",
                        "the characteristics of transactions",
                        "the schema, by JDBC");
        assertThat(all().size() - missed.size()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void withTheAgentTheNextBorrowerGetsACleanConnection() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Contamination each : all()) {
            softly.assertThat(isInherited(each, "auto")).as("inherits " + each).isFalse();
        }
        softly.assertAll();
    }

    @Test
    void theEndOfARequestPutsItBackToo() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        try (AnyPool pool = AnyPool.of(kind, 1).set("reset.state", "auto")) {
            for (Contamination each : all()) {
                Object clean = look(each, pool);
                Request.of("r1", "anna").run(() -> each.sets().on(pool.borrow()));
                softly.assertThat(look(each, pool)).as(each.name()).isEqualTo(clean);
            }
            assertThat(pool.reclaims("REQUEST_ENDED", "RETURNED")).isEqualTo(all().size());
        }
        softly.assertAll();
    }

    @Test
    void itIsPutBackWhateverTheTransactionIs() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        try (AnyPool pool = AnyPool.of(kind, 1)) {
            for (boolean commits : new boolean[] {true, false}) {
                for (Contamination each : possible(PostgresContaminations.all())) {
                    Object clean = look(each, pool);
                    try (Connection connection = pool.borrow()) {
                        connection.setAutoCommit(false);
                        each.sets().on(connection);
                        if (commits) {
                            connection.commit();
                        }
                    }
                    softly.assertThat(look(each, pool))
                            .as(each.name() + (commits ? ", committed" : ", left open"))
                            .isEqualTo(clean);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void alwaysPutsBackWhatAFunctionHides() throws Exception {
        Postgres.shared()
                .execute(
                        """
                        create or replace function hide(kind text) returns void
                        language plpgsql as $$ begin
                            perform set_config('lock_timeout', '57s', false);
                            create temporary table if not exists hidden (item text);
                            perform pg_advisory_lock(pg_backend_pid());
                        end $$;
                        """);
        List<Contamination> hidden =
                List.of(
                        Contamination.of("a setting", "select hide('x')", "show lock_timeout"),
                        Contamination.of(
                                "a table", "select hide('x')", "select to_regclass('hidden')"),
                        Contamination.of(
                                "a lock",
                                "select hide('x')",
                                "select count(*) from pg_locks where locktype = 'advisory'"
                                        + " and pid = pg_backend_pid()"));
        SoftAssertions softly = new SoftAssertions();
        for (Contamination each : hidden) {
            softly.assertThat(isInherited(each, "auto")).as("auto misses " + each).isTrue();
            softly.assertThat(isInherited(each, "always")).as("always misses " + each).isFalse();
        }
        softly.assertAll();
    }

    private boolean isInherited(Contamination contamination, String resetState) throws Exception {
        try (AnyPool pool = AnyPool.of(kind, 1).set("reset.state", resetState)) {
            int pid;
            Object clean;
            try (Connection connection = pool.borrow()) {
                pid = WatchedPool.pid(connection);
                clean = contamination.sees().at(connection);
            }
            try (Connection connection = pool.borrow()) {
                contamination.sets().on(connection);
            }
            try (Connection connection = pool.borrow()) {
                Object now = contamination.sees().at(connection);
                assertSameConnection(pid, connection, contamination);
                return !now.equals(clean);
            }
        }
    }

    private void assertSameConnection(int pid, Connection connection, Contamination of)
            throws SQLException {
        assertThat(WatchedPool.pid(connection))
                .as("it was put back, and not another connection lent: " + of)
                .isEqualTo(pid);
    }

    private static Object look(Contamination contamination, AnyPool pool) throws Exception {
        try (Connection connection = pool.borrow()) {
            return contamination.sees().at(connection);
        }
    }
}
