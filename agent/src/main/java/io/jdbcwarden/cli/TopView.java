package io.jdbcwarden.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** One picture of a JVM's pools and sessions, as lines that fit the screen. Immutable. */
final class TopView {
    private static final String KEYS =
            "q quit  r reverse  sort: a age  i idle  s sql  n statements  p pool  u user  t thread";
    private static final int MOST_REASONS = 3;

    private final String pid;
    private final String main;
    private final String status;
    private final List<String> reasons;
    private final String totals;
    private final List<Map<String, @Nullable Object>> pools;
    private final List<CompositeData> sessions;
    private final Instant at;

    TopView(
            String pid,
            String main,
            String status,
            List<String> reasons,
            String totals,
            List<Map<String, @Nullable Object>> pools,
            List<CompositeData> sessions) {
        this.pid = pid;
        this.main = main;
        this.status = status;
        this.reasons = reasons;
        this.totals = totals;
        this.pools = pools;
        this.sessions = sessions;
        this.at = Instant.now();
    }

    /** The picture now. */
    static TopView of(Target target, String main) {
        Object reasons = target.get("Health", "Reasons");
        return new TopView(
                target.pid(),
                main,
                target.text("Health", "Status"),
                Arrays.asList(reasons instanceof String[] ? (String[]) reasons : new String[0]),
                "mode "
                        + target.text("Warden", "Mode")
                        + ", "
                        + target.text("Sessions", "Active")
                        + " sessions (peak "
                        + target.text("Sessions", "Peak")
                        + "), "
                        + target.text("Sessions", "Total")
                        + " borrows, "
                        + target.text("Warden", "HookErrors")
                        + " errors of the agent",
                PoolRows.of(target),
                target.rows("Sessions", null, "Sessions"));
    }

    /**
     * The lines.
     *
     * @param rows of the screen; 0 for all there is to show, without the help on keys
     * @param columns of the screen; 0 for no limit
     */
    List<String> lines(
            int rows, int columns, SessionRows.Sort sort, boolean reverse, boolean colours) {
        List<String> lines = new ArrayList<>();
        add(head(), columns, colours ? colour(status) : "", lines);
        add(totals, columns, "", lines);
        for (String reason : reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))) {
            add(Table.clean(reason), columns, colours ? colour(status) : "", lines);
        }
        lines.add("");
        add(PoolRows.table(pools).lines(columns), room(rows, lines, 8), colours, lines);
        lines.add("");
        List<CompositeData> sorted = new ArrayList<>(sessions);
        sorted.sort(reverse ? Collections.reverseOrder(sort.order) : sort.order);
        List<String> table = SessionRows.table(sorted).lines(columns);
        add(table, room(rows, lines, 1), colours, lines);
        if (rows > 0) {
            // The last line is for the keys, whatever else there is.
            lines.subList(Math.min(lines.size(), rows - 1), lines.size()).clear();
            while (lines.size() < rows - 1) {
                lines.add("");
            }
            String order = "sorted by " + sort + (reverse ? ", reversed" : "");
            add(order + "   " + KEYS, columns, colours ? "\033[2m" : "", lines);
        }
        return lines;
    }

    private String head() {
        return "jdbc-warden  pid "
                + pid
                + "  "
                + Table.cut(Table.clean(main), 40)
                + "  "
                + status
                + "  "
                + Human.instant(at, "HH:mm:ss");
    }

    /** How many lines of a table fit, so many being kept for what comes after it. */
    private static int room(int rows, List<String> lines, int kept) {
        return rows == 0 ? Integer.MAX_VALUE : Math.max(2, rows - lines.size() - kept);
    }

    private static void add(List<String> table, int room, boolean colours, List<String> to) {
        for (int i = 0; i < Math.min(room, table.size()); i++) {
            String line = table.get(i);
            to.add(i == 0 && colours ? "\033[7m" + line + "\033[0m" : line);
        }
    }

    private static void add(String line, int columns, String colour, List<String> to) {
        String shown = Table.cut(line, columns);
        to.add(colour.isEmpty() ? shown : colour + shown + "\033[0m");
    }

    private static String colour(String status) {
        switch (status) {
            case "UP":
                return "\033[32m";
            case "DEGRADED":
                return "\033[33m";
            default:
                return "\033[31m";
        }
    }
}
