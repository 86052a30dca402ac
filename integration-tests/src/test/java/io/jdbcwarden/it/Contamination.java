package io.jdbcwarden.it;

import java.sql.Connection;
import java.util.List;

/**
 * A way in which a borrower leaves a connection other than it got it, and how the next borrower can
 * tell.
 *
 * @param sets what the first borrower does
 * @param sees what the next one sees of it: another value than a borrower of a clean connection
 */
record Contamination(String name, Work sets, Look sees) {
    /** What is done on a connection. */
    interface Work {
        void on(Connection connection) throws Exception;
    }

    /** What a connection shows. */
    interface Look {
        Object at(Connection connection) throws Exception;
    }

    /** One that is set by SQL, and asked for by SQL. */
    static Contamination of(String name, String sets, String sees) {
        return new Contamination(name, sql(sets), value(sees));
    }

    static Work sql(String... statements) {
        return connection -> {
            for (String statement : statements) {
                WatchedPool.execute(connection, statement);
            }
        };
    }

    static Look value(String query) {
        return connection -> String.valueOf(WatchedPool.value(connection, query));
    }

    /** What is to be seen of each of them, in their order. */
    static List<Object> looks(List<Contamination> all, Connection connection) throws Exception {
        java.util.ArrayList<Object> seen = new java.util.ArrayList<>();
        for (Contamination each : all) {
            seen.add(each.sees.at(connection));
        }
        return seen;
    }

    @Override
    public String toString() {
        return name;
    }
}
