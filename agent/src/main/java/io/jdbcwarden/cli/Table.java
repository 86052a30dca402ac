package io.jdbcwarden.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text in aligned columns, numbers to the right. */
final class Table {
    private static final String GAP = "  ";

    private final String[] titles;
    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = titles;
        this.right = new boolean[titles.length];
        Arrays.fill(right, true);
    }

    /** Adds a row, a cell for each title; null is shown as a dash. */
    Table row(@Nullable Object... cells) {
        String[] row = new String[titles.length];
        for (int i = 0; i < row.length; i++) {
            Object cell = cells[i];
            row[i] = cell == null || cell.equals("") ? "-" : clean(cell.toString());
            right[i] &= cell == null || cell instanceof Number || cell instanceof Quantity;
        }
        rows.add(row);
        return this;
    }

    /** A number with its unit, which is aligned as one. */
    static final class Quantity {
        private final String text;

        Quantity(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What comes from another process must not reach the terminal as it is: lines would break, and
     * escape sequences act.
     */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) ? ' ' : c);
        }
        return clean.toString();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The lines, titles first.
     *
     * @param width where lines are cut; 0 for nowhere
     */
    List<String> lines(int width) {
        int[] widths = new int[titles.length];
        for (int i = 0; i < titles.length; i++) {
            widths[i] = titles[i].length();
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(titles, widths, width));
        for (String[] row : rows) {
            lines.add(line(row, widths, width));
        }
        return lines;
    }

    private String line(String[] cells, int[] widths, int width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : GAP);
            int padding = widths[i] - cells[i].length();
            if (right[i] && !rows.isEmpty()) {
                spaces(padding, line);
                line.append(cells[i]);
            } else {
                line.append(cells[i]);
                if (i < cells.length - 1) {
                    spaces(padding, line);
                }
            }
        }
        return cut(line.toString(), width);
    }

    private static void spaces(int count, StringBuilder to) {
        for (int i = 0; i < count; i++) {
            to.append(' ');
        }
    }

    static String cut(String line, int width) {
        return width <= 0 || line.length() <= width ? line : line.substring(0, width);
    }

    void print(PrintWriter out, int width) {
        for (String line : lines(width)) {
            out.println(line);
        }
    }
}
