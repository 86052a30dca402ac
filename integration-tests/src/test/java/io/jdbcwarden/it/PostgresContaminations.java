package io.jdbcwarden.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one borrower of a connection to PostgreSQL can leave to the next. */
final class PostgresContaminations {
    private PostgresContaminations() {}

    /** What they need to be there. */
    static void prepare(Postgres postgres) {
        postgres.execute(
                """
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'contaminator') then
                        create role contaminator;
                    end if;
                end $$;
                create schema if not exists elsewhere;
                grant usage on schema elsewhere to public;
                """);
    }

    /** Those that every pool hands on. */
    static List<Contamination> all() {
        List<Contamination> all = new ArrayList<>();
        all.add(
                Contamination.of(
                        "a setting", "set statement_timeout = '59s'", "show statement_timeout"));
        all.add(
                Contamination.of(
                        "a variable set by a function",
                        "select set_config('app.tenant', 'anna', false)",
                        "select coalesce(current_setting('app.tenant', true), '')"));
        all.add(Contamination.of("the role", "set role contaminator", "select current_user"));
        all.add(
                Contamination.of(
                        "the session's user",
                        "set session authorization contaminator",
                        "select session_user"));
        all.add(
                Contamination.of(
                        "the search path", "set search_path = elsewhere", "show search_path"));
        all.add(Contamination.of("the time zone", "set time zone 'Asia/Tokyo'", "show timezone"));
        all.add(
                Contamination.of(
                        "the characteristics of transactions",
                        "set session characteristics as transaction read only, deferrable",
                        "select current_setting('default_transaction_read_only')"
                                + " || current_setting('default_transaction_deferrable')"));
        all.add(
                Contamination.of(
                        "a temporary table",
                        "create temporary table cart (item text)",
                        "select to_regclass('pg_temp.cart')"));
        all.add(
                Contamination.of(
                        "a temporary table made from a query",
                        "select 1 as item into temp basket",
                        "select to_regclass('pg_temp.basket')"));
        all.add(
                Contamination.of(
                        "an advisory lock",
                        "select pg_advisory_lock(pg_backend_pid())",
                        "select count(*) from pg_locks where locktype = 'advisory'"
                                + " and pid = pg_backend_pid()"));
        all.add(
                Contamination.of(
                        "a channel listened to",
                        "listen gossip",
                        "select count(*) from pg_listening_channels()"));
        all.add(
                Contamination.of(
                        "a statement prepared in SQL",
                        "prepare recipe as select 1",
                        "select count(*) from pg_prepared_statements where from_sql"));
        all.add(
                Contamination.of(
                        "a cursor held open",
                        "begin; declare bookmark cursor with hold for select 1; commit",
                        "select count(*) from pg_cursors where is_holdable"));
        all.add(
                new Contamination(
                        "the schema, by JDBC",
                        connection -> connection.setSchema("elsewhere"),
                        connection ->
                                connection.getSchema()
                                        + " in "
                                        + WatchedPool.value(connection, "show search_path")));
        all.add(
                new Contamination(
                        "the application's name, by JDBC",
                        connection -> connection.setClientInfo("ApplicationName", "anna"),
                        Contamination.value("show application_name")));
        all.add(
                new Contamination(
                        "several statements in one text",
                        Contamination.sql("select 1; set lock_timeout = '58s'; select 2"),
                        Contamination.value("show lock_timeout")));
        all.add(
                new Contamination(
                        "a prepared statement",
                        connection -> {
                            try (var statement =
                                    connection.prepareStatement("set work_mem = '5MB'")) {
                                statement.execute();
                            }
                        },
                        Contamination.value("show work_mem")));
        all.add(
                new Contamination(
                        "a batch",
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.addBatch("set maintenance_work_mem = '9MB'");
                                statement.executeBatch();
                            }
                        },
                        Contamination.value("show maintenance_work_mem")));
        return all;
    }

    /** Those that some pools put back themselves, or do not pass on. */
    static List<Contamination> ofJdbc() {
        return List.of(
                new Contamination(
                        "the holdability",
                        connection -> connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT),
                        Connection::getHoldability),
                new Contamination(
                        "the type map",
                        connection -> connection.setTypeMap(Map.of("mood", String.class)),
                        connection -> String.valueOf(connection.getTypeMap())),
                new Contamination(
                        "the network time-out",
                        connection -> connection.setNetworkTimeout(Runnable::run, 54_321),
                        Connection::getNetworkTimeout));
    }
}
