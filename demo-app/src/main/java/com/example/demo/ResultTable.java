package com.example.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The two runs side by side. */
final class ResultTable {

    private static final int LABEL = 46;
    private static final int CELL = 20;

    private final List<String> lines = new ArrayList<>();
    private final RunResult without;
    private final RunResult with;

    ResultTable(RunResult without, RunResult with) {
        this.without = without;
        this.with = with;
    }

    String text() {
        lines.clear();
        row("", "without", "with the flag");
        rule();
        row("Pages served", number(without.served), number(with.served));
        row("Pages that failed", number(without.failed), number(with.failed));
        row("Pages that took longer than 1 s", number(without.waited), number(with.waited));
        row(
                "Pages with another customer's prices",
                number(without.wrongCustomer),
                number(with.wrongCustomer));
        row("  refused: that connection is someone else's", "-", number(with.refused));
        rule();
        row(
                "Connections lost, of " + ShopProcess.POOL_SIZE,
                number(without.connectionsLost),
                number(with.connectionsLost));
        row("  leaked, found and given back", "-", number(with.warden.reclaimed));
        row(
                "Transactions left open in the database",
                number(without.idleInTransaction),
                number(with.idleInTransaction));
        row("  rolled back, and reported with the code", "-", number(with.warden.dirtyReturns));
        row(
                "Reservations confirmed, but never committed",
                number(without.reservationsLost) + " unnoticed",
                number(with.reservationsLost) + "  reported");
        rule();
        row(
                "Database down: a page fails after",
                millis(without.timeToFailMillis),
                millis(with.timeToFailMillis));
        row(
                "Database back: the shop works again after",
                seconds(without.recoverySeconds),
                seconds(with.recoverySeconds));
        return String.join(System.lineSeparator(), lines);
    }

    private void row(String label, String left, String right) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-" + LABEL + "s%" + CELL + "s%" + CELL + "s",
                        label,
                        left,
                        right));
    }

    private void rule() {
        StringBuilder rule = new StringBuilder();
        while (rule.length() < LABEL + 2 * CELL) {
            rule.append('-');
        }
        lines.add(rule.toString());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%,.0f ms", value);
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? "never" : String.format(Locale.ROOT, "%.1f s", value);
    }
}
