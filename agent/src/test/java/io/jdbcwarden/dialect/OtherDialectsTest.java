package io.jdbcwarden.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is noticed of the other databases' SQL, and what would be sent. Oracle and SQL Server are
 * not here: that their servers take it is not shown.
 */
class OtherDialectsTest {
    private static final Tags ANNA =
            new Tags("r-1", "'; drop table t; --", Map.of("Tenant id", "x"));

    private static StateChanges read(Dialect dialect, String sql) {
        StateChanges changes = new StateChanges();
        dialect.read(sql, changes);
        return changes;
    }

    // ------------------------------------------------------------------ MariaDB and MySQL

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "set sql_mode = 'ANSI'                    | sql_mode",
                "set session sql_mode = 'a', @x := 2      | sql_mode,@x",
                "set @@sql_mode = 'a', @@session.wait_timeout = 1 | sql_mode,wait_timeout",
                "set @`X y` = (select 1, 2), @z = 3       | @x y,@z",
                "set global a = 1, session b = 2          | b",
                "set global a = 1                         | ~~",
                "set @@global.a = 1                       | ~~",
                "set names utf8mb4 collate x | character_set_client,character_set_results,character_set_connection,collation_connection",
                "set session transaction read only        | transaction",
                "set transaction read only                | ~~",
                "set statement max_statement_time = 1 for select 1 | ~~",
                "set password = 'x'                       | ~~",
                "select @a := 1, @b                       | @a",
                "select 1, 2 into @a, @b                  | @a,@b",
                "select @@version                         | ~~",
                "call p(1, @a)                            | @a",
                "select 'it\\'s; set @a = 1'              | ~~",
                "select \"it\\\"s\"; set @a = 1           | @a",
                "select 1 --1; set @a = 1                 | @a",
                "/*!40101 set @a = 1 */                   | @a"
            })
    void noticesVariablesOfMySql(String sql, String names) {
        assertThat(String.join(",", read(new MySqlDialect(), sql).names(StateKind.SETTING)))
                .isEqualTo(names);
    }

    @Test
    void noticesAVariableOfMySqlBehindItsComment() {
        String sql = "select 1 # it's ; set @b = 1\n ; set @a = 1";

        assertThat(read(new MySqlDialect(), sql).names(StateKind.SETTING)).containsExactly("@a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "use other                              | CATALOG",
                "set role x                             | ROLE",
                "create or replace temporary table t (a int) | TEMP_TABLE",
                "select get_lock('a', 1)                | LOCK",
                "do get_lock('a', 1)                    | LOCK",
                "lock tables t read                     | TABLE_LOCK",
                "flush tables with read lock            | TABLE_LOCK",
                "prepare p from 'select 1'              | STATEMENT",
                "handler t open                         | OTHER",
                "xa prepare 'x'                         | PREPARED_TRANSACTION"
            })
    void noticesOtherThingsOfMySql(String sql, StateKind kind) {
        assertThat(read(new MySqlDialect(), sql).kinds()).containsExactly(kind);
    }

    @Test
    void putsBackVariablesAndLocksOfMySqlInOneStatement() {
        MySqlDialect dialect = new MySqlDialect();
        StateChanges changes =
                read(
                        dialect,
                        "set sql_mode = 'a', wait_timeout = 1, @x = 1;"
                                + " create temporary table if not exists `d`.t (a int);"
                                + " do get_lock('a', 1)");
        ConnectionState state = new ConnectionState();
        state.keep("wait_timeout", "28800");

        assertThat(dialect.reset(Stub.connection(), changes, state))
                .containsExactly(
                        "set @@session.`sql_mode` = default, @@session.`wait_timeout` = 28800,"
                                + " @`x` = null, @jdbc_warden = release_all_locks()",
                        "drop temporary table if exists `d`.`t`");
    }

    // ------------------------------------------------------------------ Oracle

    @Test
    void keepsAndPutsBackSettingsAndRolesOfOracleInOneBlock() throws Exception {
        OracleDialect dialect = new OracleDialect();
        Stub stub =
                new Stub(
                        Map.of(
                                "nls_session_parameters",
                                List.of(
                                        List.of("NLS_DATE_FORMAT", "DD-MON-RR"),
                                        List.of("TIME_ZONE", "+01:00"),
                                        List.of("CURRENT_SCHEMA", "SHOP"),
                                        List.of("ROLES", "\"A\",\"B\""))));
        ConnectionState state = new ConnectionState();
        StateChanges changes =
                read(
                        dialect,
                        "alter session set nls_date_format = 'YYYY' current_schema = other"
                                + " time_zone = '+09:00'");
        dialect.read("set role c identified by d", changes);
        dialect.read("begin dbms_session.set_identifier('x'); end;", changes);

        dialect.keep(stub.open(), changes, state, false);
        dialect.run(stub.open(), dialect.reset(Stub.connection(), changes, state));

        assertThat(stub.asked)
                .last()
                .isEqualTo(
                        "begin dbms_session.set_role('\"A\",\"B\"');"
                                + " execute immediate"
                                + " 'alter session set nls_date_format = ''DD-MON-RR''';"
                                + " execute immediate"
                                + " 'alter session set current_schema = \"SHOP\"';"
                                + " execute immediate 'alter session set time_zone = ''+01:00''';"
                                + " dbms_session.clear_identifier; end;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter session enable parallel dml",
                "alter session set container = x",
                "begin dbms_lock.request(h, 6); end;"
            })
    void whatCannotBePutBackOnOracleEndsTheConnection(String sql) {
        assertThat(read(new OracleDialect(), sql).has(StateKind.OTHER)).isTrue();
    }

    @Test
    void aSettingOfOracleThatCannotBeAskedForEndsTheConnection() throws Exception {
        StateChanges changes =
                read(new OracleDialect(), "alter session set optimizer_mode = first_rows");

        new OracleDialect().keep(Stub.connection(), changes, new ConnectionState(), false);

        assertThat(changes.has(StateKind.OTHER)).isTrue();
    }

    @Test
    void tellsOracleWithoutARoundTrip() throws Exception {
        Stub stub = new Stub(Map.of());

        new OracleDialect()
                .tell(stub.open(), ANNA, TagDatabase.SESSION_VARS, new ConnectionState(), false);

        assertThat(stub.asked)
                .containsExactly("OCSID.CLIENTID='; drop table t; --", "OCSID.ACTION=r-1");
    }

    // ------------------------------------------------------------------ SQL Server

    @Test
    void keepsAndPutsBackOptionsOfSqlServerInOneBatch() throws Exception {
        SqlServerDialect dialect = new SqlServerDialect();
        Stub stub =
                new Stub(
                        Map.of(
                                "dm_exec_sessions",
                                List.of(
                                        List.of(
                                                0x1000 | 0x100,
                                                "us_english",
                                                "mdy",
                                                "7",
                                                "4096",
                                                "-1",
                                                "0",
                                                "0",
                                                2))));
        ConnectionState state = new ConnectionState();
        StateChanges changes =
                read(
                        dialect,
                        "select 1 set language French set nocount, quoted_identifier on"
                                + " set transaction isolation level snapshot\n"
                                + "update t set nocount = 1\n"
                                + "select * into #t from s create table [#u] (a int)");
        dialect.read("execute as user = 'x'", changes);
        dialect.read("exec sp_set_session_context N'it''s', 1", changes);
        dialect.read("exec sp_getapplock @Resource = 'r', @LockOwner = 'Session'", changes);

        dialect.keep(stub.open(), changes, state, false);
        dialect.run(stub.open(), dialect.reset(Stub.connection(), changes, state));

        assertThat(stub.asked)
                .last()
                .isEqualTo(
                        "revert; set language [us_english]; set nocount off;"
                                + " set quoted_identifier on;"
                                + " set transaction isolation level read committed;"
                                + " exec sp_set_session_context @key = N'it''s', @value = null;"
                                + " set dateformat mdy; set datefirst 7;"
                                + " drop table if exists [#t]; drop table if exists [#u];"
                                + " exec sp_releaseapplock @Resource = N'r',"
                                + " @LockOwner = N'Session'");
    }

    @Test
    void tellsSqlServerByParameters() throws Exception {
        Stub stub = new Stub(Map.of());

        new SqlServerDialect()
                .tell(stub.open(), ANNA, TagDatabase.SESSION_VARS, new ConnectionState(), false);
        new SqlServerDialect()
                .tell(stub.open(), ANNA, TagDatabase.CLIENT_INFO, new ConnectionState(), false);

        assertThat(stub.asked)
                .containsExactly(
                        "1: x",
                        "2: '; drop table t; --",
                        "3: r-1",
                        "exec sp_set_session_context @key = N'warden.tenant_id', @value = ?;"
                                + " exec sp_set_session_context @key = N'warden.user', @value = ?;"
                                + " exec sp_set_session_context @key = N'warden.request',"
                                + " @value = ?; ",
                        "1: user='; drop table t; -- request=r-1",
                        "declare @i varbinary(128) = ?; set context_info @i");
    }

    // ------------------------------------------------------------------ H2, and any other

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "set @x = 1                             | SETTING",
                "call set(@x, 1)                        | SETTING",
                "set time zone 'UTC'                    | SETTING",
                "set schema s                           | SCHEMA",
                "create local temporary table t (a int) | TEMP_TABLE"
            })
    void noticesWhatChangesASessionOfH2(String sql, StateKind kind) {
        assertThat(read(new H2Dialect(), sql).kinds()).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create temporary table t (a int)", "set mode PostgreSQL"})
    void whatAllSessionsOfH2SeeIsNotOne(String sql) {
        assertThat(read(new H2Dialect(), sql).isEmpty()).isTrue();
    }

    @Test
    void anyOtherDatabaseGetsTheStandardsSql() {
        GenericDialect dialect = new GenericDialect();
        StateChanges changes =
                read(dialect, "set role a; set time zone 'x'; set schema s; set whatever 1");

        assertThat(changes.kinds())
                .containsExactly(StateKind.SETTING, StateKind.ROLE, StateKind.SCHEMA);
        assertThat(dialect.reset(Stub.connection(), changes, new ConnectionState()))
                .containsExactly("set role none", "set time zone local");
    }

    // ------------------------------------------------------------------ tags

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "anna | r1   | user=anna request=r1",
                "anna | ~~   | user=anna",
                "~~   | r1   | request=r1",
                "~~   | ~~   | ~~",
                "\u00e4nna\tx | r1 | user=?nna?x request=r1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | rrrrrrrrrrrrrrrrrrrrrrrrrrr | user=aaaaaaaaaaaaaa request=rrrrrrrrrrrr"
            })
    void aLineForAdministratorsIsPlainAndBounded(String user, String request, String line) {
        Tags tags =
                new Tags(
                        request.isEmpty() ? null : request, user.isEmpty() ? null : user, Map.of());

        assertThat(TagText.line(tags, 40)).isEqualTo(line).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void aTagThatIsNotKnownAnyMoreIsCleared() {
        ConnectionState state = new ConnectionState();
        state.told(new Tags("r1", "anna", Map.of("tenant", "x")));

        assertThat(TagText.variables(Tags.NONE, state))
                .isEqualTo(Map.of("tenant", "", "user", "", "request", ""));
    }

    @Test
    void aTagCannotStandForTheUser() {
        Tags tags = new Tags("r1", "anna", Map.of("USER", "bob"));

        assertThat(TagText.variables(tags, new ConnectionState())).containsEntry("user", "anna");
    }
}
