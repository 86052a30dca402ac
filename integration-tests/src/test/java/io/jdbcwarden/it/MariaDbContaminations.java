package io.jdbcwarden.it;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What one borrower of a connection to MariaDB can leave to the next. */
final class MariaDbContaminations {
    private MariaDbContaminations() {}

    /** What they need to be there. */
    static void prepare(MariaDb database) {
        database.execute("create database if not exists elsewhere");
        database.execute("create role if not exists contaminator");
        database.execute("create table if not exists test.stock (item int)");
    }

    static List<Contamination> all() {
        List<Contamination> all = new ArrayList<>();
        all.add(
                Contamination.of(
                        "a variable of the session",
                        "set session sql_mode = 'ANSI'",
                        "select @@sql_mode"));
        all.add(
                Contamination.of(
                        "another variable, written otherwise",
                        "set @@session.max_statement_time = 59.5",
                        "select @@max_statement_time"));
        all.add(Contamination.of("a user's variable", "set @tenant = 'anna'", "select @tenant"));
        all.add(
                Contamination.of(
                        "a user's variable set by a query",
                        "select @price := 12",
                        "select @price"));
        all.add(
                Contamination.of(
                        "a user's variable that takes a result",
                        "select 11 into @amount",
                        "select @amount"));
        all.add(Contamination.of("the role", "set role contaminator", "select current_role()"));
        all.add(Contamination.of("the schema", "use elsewhere", "select database()"));
        all.add(
                new Contamination(
                        "the catalog, by JDBC",
                        connection -> connection.setCatalog("elsewhere"),
                        Contamination.value("select database()")));
        all.add(
                Contamination.of(
                        "the time zone", "set time_zone = '+09:00'", "select @@session.time_zone"));
        all.add(
                new Contamination(
                        "a temporary table",
                        Contamination.sql("create temporary table cart (item int)"),
                        MariaDbContaminations::hasCart));
        all.add(
                new Contamination(
                        "a temporary table of a schema that was left",
                        Contamination.sql(
                                "create temporary table cart (item int)", "use elsewhere"),
                        MariaDbContaminations::hasCart));
        all.add(
                Contamination.of(
                        "a named lock",
                        "select get_lock(concat('l', connection_id()), 1)",
                        "select is_used_lock(concat('l', connection_id()))"));
        all.add(
                new Contamination(
                        "locked tables",
                        Contamination.sql("lock tables stock read"),
                        MariaDbContaminations::refusesOtherTables));
        all.add(
                Contamination.of(
                        "the collation",
                        "set names utf8mb4 collate utf8mb4_bin",
                        "select @@collation_connection"));
        all.add(
                Contamination.of(
                        "the characteristics of transactions",
                        "set session transaction isolation level serializable, read only",
                        "select concat(@@tx_isolation, @@tx_read_only)"));
        all.add(
                new Contamination(
                        "a statement prepared in SQL",
                        Contamination.sql("prepare recipe from 'select 1'"),
                        connection -> succeeds(connection, "execute recipe")));
        all.add(
                new Contamination(
                        "a batch",
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.addBatch("set lock_wait_timeout = 58");
                                statement.executeBatch();
                            }
                        },
                        Contamination.value("select @@lock_wait_timeout")));
        all.add(
                new Contamination(
                        "a prepared statement",
                        connection -> {
                            try (var statement =
                                    connection.prepareStatement("set group_concat_max_len = ?")) {
                                statement.setInt(1, 57);
                                statement.execute();
                            }
                        },
                        Contamination.value("select @@group_concat_max_len")));
        return all;
    }

    private static Object hasCart(java.sql.Connection connection) {
        return succeeds(connection, "select * from test.cart");
    }

    private static Object refusesOtherTables(java.sql.Connection connection) {
        return !succeeds(connection, "select * from mysql.help_topic limit 1");
    }

    private static boolean succeeds(java.sql.Connection connection, String sql) {
        try {
            WatchedPool.execute(connection, sql);
            return true;
        } catch (java.sql.SQLException e) {
            return false;
        }
    }
}
