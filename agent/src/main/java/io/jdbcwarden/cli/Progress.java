package io.jdbcwarden.cli;

import java.io.PrintWriter;

/** A bar that grows on one line of a terminal; nothing where there is none. */
final class Progress {
    private static final int WIDEST = 40;

    private final int width;
    private final int total;
    private final PrintWriter out;
    private final long startNanos = System.nanoTime();

    /**
     * @param width of the terminal; 0 for none
     */
    Progress(int width, int total, PrintWriter out) {
        this.width = width;
        this.total = Math.max(1, total);
        this.out = out;
    }

    void show(long done) {
        if (width > 0) {
            out.print("\r" + Table.cut(line(done, seconds()), width - 1) + "\033[K");
            out.flush();
        }
    }

    private long seconds() {
        return (System.nanoTime() - startNanos) / 1_000_000_000L;
    }

    /** {@code [##########..........] 50 % 50 of 100 3 s}. */
    String line(long done, long seconds) {
        long capped = Math.max(0, Math.min(done, total));
        int bar = Math.max(0, Math.min(WIDEST, width - 40));
        int full = (int) (bar * capped / total);
        StringBuilder line = new StringBuilder();
        if (bar > 0) {
            line.append('[');
            for (int i = 0; i < bar; i++) {
                line.append(i < full ? '#' : '.');
            }
            line.append("]  ");
        }
        return line.append(100 * capped / total)
                .append(" %  ")
                .append(capped)
                .append(" of ")
                .append(total)
                .append("  ")
                .append(seconds)
                .append(" s")
                .toString();
    }

    /** Leaves the line empty for what comes. */
    void end() {
        if (width > 0) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
