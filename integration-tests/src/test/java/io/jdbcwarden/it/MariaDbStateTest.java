package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link SessionStateTest} on MariaDB. */
@Tag("any-pool")
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("io.jdbcwarden.it.PoolKind#all")
class MariaDbStateTest {
    private final PoolKind kind;

    MariaDbStateTest(PoolKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void prepare() {
        MariaDbContaminations.prepare(MariaDb.shared());
    }

    private AnyPool pool(String resetState) throws Exception {
        return AnyPool.of(
                        kind, MariaDb.shared().database(), kind.loader(), AnyPool.newName(kind), 1)
                .set("reset.state", resetState);
    }

    @Test
    void withoutTheAgentTheNextBorrowerGetsWhatTheLastOneLeft() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        List<Contamination> all = MariaDbContaminations.all();
        for (Contamination each : all) {
            softly.assertThat(isInherited(each, "off")).as("inherits " + each).isTrue();
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(12);
        softly.assertAll();
    }

    @Test
    void withTheAgentTheNextBorrowerGetsACleanConnection() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Contamination each : MariaDbContaminations.all()) {
            softly.assertThat(isInherited(each, "auto")).as("inherits " + each).isFalse();
        }
        softly.assertAll();
    }

    @Test
    void alwaysPutsBackWhatAProcedureHides() throws Exception {
        MariaDb.shared()
                .execute(
                        "create or replace procedure test.hide()"
                                + " begin set session lock_wait_timeout = 56; end");
        Contamination hidden =
                Contamination.of("a variable", "call test.hide()", "select @@lock_wait_timeout");

        assertThat(isInherited(hidden, "auto")).isTrue();
        assertThat(isInherited(hidden, "always")).isFalse();
    }

    private boolean isInherited(Contamination contamination, String resetState) throws Exception {
        try (AnyPool pool = pool(resetState)) {
            String id;
            Object clean;
            try (Connection connection = pool.borrow()) {
                clean = contamination.sees().at(connection);
            }
            // Not the one before: what there is to be seen may be an error, and a pool then drops
            // it.
            try (Connection connection = pool.borrow()) {
                id = WatchedPool.value(connection, "select connection_id()");
                contamination.sets().on(connection);
            }
            try (Connection connection = pool.borrow()) {
                assertThat(WatchedPool.value(connection, "select connection_id()"))
                        .as("it was put back, and not another connection lent: " + contamination)
                        .isEqualTo(id);
                return !String.valueOf(contamination.sees().at(connection))
                        .equals(String.valueOf(clean));
            }
        }
    }
}
