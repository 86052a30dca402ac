package io.jdbcwarden.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStateTest {
    private final PostgresDialect dialect = new PostgresDialect();

    private StateChanges read(String sql) {
        StateChanges changes = new StateChanges();
        dialect.read(sql, changes);
        return changes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "set work_mem = '1MB'                          | work_mem",
                "SET SESSION Work_Mem TO DEFAULT               | work_mem",
                "set app.user = 'x'                            | app.user",
                "set \"App\".\"User\" to 'x'                   | app.user",
                "set time zone 'UTC'                           | timezone",
                "set session time zone local                   | timezone",
                "set timezone = 'UTC'                          | timezone",
                "set schema 'x'                                | search_path",
                "set names 'latin1'                            | client_encoding",
                "set xml option document                       | xmloption",
                "reset work_mem                                | work_mem",
                "reset time zone                               | timezone",
                "select set_config('app.user', ?, false)       | app.user",
                "select set_config( 'app.user', f(1, 2), $1)   | app.user",
                "select 1; select 2 from (select set_config('a.b', 'c', false)) x | a.b",
                "/* c /* d */ */ set work_mem = 1              | work_mem",
                "prepare p as select set_config('a.b', 'c', false) | a.b",
            })
    void noticesSettings(String sql, String name) {
        assertThat(read(sql).names(StateKind.SETTING)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "set role x                              | ROLE",
                "set session role x                      | ROLE",
                "set session authorization 'x'           | ROLE",
                "reset session authorization             | ROLE",
                "select set_config('role', 'x', false)   | ROLE",
                "reset all                               | ANY_SETTING",
                "discard all                             | ANY_SETTING",
                "select set_config(?, ?, false)          | ANY_SETTING",
                "create temp table t (a int)             | TEMP_TABLE",
                "create local temporary table if not exists t as select 1 | TEMP_TABLE",
                "create or replace temp view v as select 1 | TEMP_TABLE",
                "create temporary sequence s             | TEMP_TABLE",
                "create table pg_temp.t (a int)          | TEMP_TABLE",
                "select 1 as a into temp t               | TEMP_TABLE",
                "select 1 as a into local temporary table t | TEMP_TABLE",
                "select pg_advisory_lock(1)              | LOCK",
                "select pg_catalog.pg_try_advisory_lock_shared(1, 2) | LOCK",
                "select \"pg_advisory_lock\"(1)          | LOCK",
                "listen a                                | LISTEN",
                "prepare p (int) as select $1            | STATEMENT",
                "declare c scroll cursor with hold for select 1 | CURSOR",
                "prepare transaction 'x'                 | PREPARED_TRANSACTION",
                "select $$ ' $$; set role x              | ROLE",
                "select E'\\''; set role x               | ROLE",
                "select '\\'; set role x                 | ROLE",
            })
    void noticesEverythingElse(String sql, StateKind kind) {
        assertThat(read(sql).kinds()).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local work_mem = 1",
                "set transaction isolation level serializable",
                "set constraints all deferred",
                "set transaction_isolation = 'serializable'",
                "select set_config('a.b', 'c', true)",
                "select pg_advisory_xact_lock(1)",
                "select nextval('s')",
                "create table temp_orders (a int)",
                "create function f() returns int language sql as $$ set role x $$",
                "update t set role = 'x'",
                "select 'set role x; listen a'",
                "select \"set_config\" from t",
                "begin; commit",
                "do $$ begin set role x; end $$",
                "call p()",
                "lock table t",
                "notify a",
                "declare c cursor for select 1",
                "deallocate p",
                "explain select 1"
            })
    void whatEndsWithTheTransactionOrIsHiddenIsNotNoticed(String sql) {
        assertThat(read(sql).kinds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare p as select 1; deallocate p",
                "prepare p as select 1; deallocate all",
                "listen a; discard all; reset all",
                "prepare transaction 'x'; commit prepared 'x'",
                "create temp table t (a int); discard temp",
            })
    void whatTheSessionItselfPutsBackIsForgotten(String sql) {
        assertThat(read(sql).kinds())
                .doesNotContain(
                        StateKind.STATEMENT,
                        StateKind.LISTEN,
                        StateKind.PREPARED_TRANSACTION,
                        StateKind.TEMP_TABLE);
    }

    @Test
    void aNameThatIsPutTogetherIsAnyName() {
        assertThat(read("select set_config('a' || 'b', 'c', false)").kinds())
                .containsExactly(StateKind.ANY_SETTING);
    }

    @Test
    void noticesASettingBehindAComment() {
        assertThat(read("-- it's\n set work_mem = 1").names(StateKind.SETTING))
                .containsExactly("work_mem");
    }

    @Test
    void putsBackTheRoleBeforeWhatNeedsIt() {
        StateChanges changes = read("set log_duration = on; set session authorization x");
        ConnectionState state = new ConnectionState();
        state.keep("log_duration", "off");
        state.keep("role", "none");

        assertThat(dialect.reset(Stub.connection(), changes, state))
                .containsExactly(
                        "reset session authorization",
                        "select set_config('role', 'none', false)",
                        "select set_config('log_duration', 'off', false)");
    }

    @Test
    void putsBackWhatThePoolHadSetAndResetsTheRest() {
        StateChanges changes =
                read("set search_path = x; set work_mem = 1; set \"a\"\"b\".c = 'd'");
        ConnectionState state = new ConnectionState();
        state.keep("search_path", "o'neill\\");
        state.keep("work_mem", null);

        assertThat(dialect.reset(Stub.connection(), changes, state))
                .containsExactly(
                        "select set_config('search_path', E'o''neill\\\\', false)",
                        "reset \"work_mem\"",
                        "reset \"a\"\"b\".\"c\"");
    }

    @Test
    void neverDropsTheDriversPreparedStatements() {
        StateChanges changes = read("discard all; prepare \"it's\" as select 1; listen a");

        assertThat(dialect.reset(Stub.connection(), changes, new ConnectionState()))
                .contains("reset all", "unlisten *")
                .noneMatch(sql -> sql.contains("discard all") || sql.contains("deallocate all"))
                .anyMatch(sql -> sql.contains("from_sql and name in ('it''s')"));
        assertThat(dialect.resetAll(Stub.connection(), new StateChanges(), new ConnectionState()))
                .noneMatch(sql -> sql.contains("discard all") || sql.contains("deallocate all"));
    }
}
