package io.jdbcwarden.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.management.openmbean.CompositeData;

/** Sessions as a table, in an order that people choose. */
final class SessionRows {
    private static final int LONGEST_SQL = 60;

    /** What sessions are sorted by, the most interesting first. */
    enum Sort {
        AGE('a', Comparator.comparingLong(row -> -Human.number(row.get("ageMillis")))),
        IDLE('i', Comparator.comparingLong(row -> -Human.number(row.get("idleMillis")))),
        SQL('s', Comparator.comparingDouble(row -> -Human.decimal(row.get("sqlMillis")))),
        STATEMENTS('n', Comparator.comparingLong(row -> -Human.number(row.get("statements")))),
        POOL('p', by("pool")),
        USER('u', by("user")),
        THREAD('t', by("threadName"));

        final char key;

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        final Comparator<CompositeData> order;

        Sort(char key, Comparator<CompositeData> order) {
            this.key = key;
            this.order = order.thenComparingLong(row -> Human.number(row.get("id")));
        }

        private static Comparator<CompositeData> by(String column) {
            return Comparator.comparing(row -> String.valueOf(row.get(column)));
        }

        /** As it is written: {@code --sort age}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private SessionRows() {}

    static Table table(List<CompositeData> sessions) {
        Table table =
                new Table(
                        "ID",
                        "POOL",
                        "STATE",
                        "AGE",
                        "IDLE",
                        "STMTS",
                        "SQL",
                        "TX",
                        "USER",
                        "REQUEST",
                        "THREAD",
                        "RUNS NOW",
                        "BORROWED AT");
        for (CompositeData row : sessions) {
            String sql = row.get("currentSql") == null ? "" : row.get("currentSql").toString();
            table.row(
                    row.get("id"),
                    row.get("pool"),
                    row.get("state"),
                    Human.millis(Human.decimal(row.get("ageMillis"))),
                    Human.millis(Human.decimal(row.get("idleMillis"))),
                    row.get("statements"),
                    Human.millis(Human.decimal(row.get("sqlMillis"))),
                    Boolean.TRUE.equals(row.get("transaction")) ? "open" : "",
                    row.get("user"),
                    row.get("requestId"),
                    row.get("threadName"),
                    Table.cut(sql, LONGEST_SQL),
                    row.get("borrowedAt"));
        }
        return table;
    }
}
