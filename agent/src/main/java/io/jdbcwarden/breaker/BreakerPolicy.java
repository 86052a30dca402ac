package io.jdbcwarden.breaker;

/** When a breaker opens, and how it closes again. Immutable. */
public final class BreakerPolicy {
    private final int inARow;
    private final int ratePercent;
    private final int minimumInWindow;
    private final long windowNanos;
    private final long openForNanos;
    private final int trials;

    /**
     * @param inARow failures one after the other that open it; 0 if they do not
     * @param ratePercent percent of failures in the window that opens it; 0 if a rate does not
     * @param minimumInWindow fewest outcomes in the window for the rate to count
     * @param windowNanos time over which the rate is taken, in nanoseconds, from 1 on
     * @param openForNanos time until it becomes half-open, in nanoseconds, from 0 on
     * @param trials how many it lets pass when half-open, from 1 on; all must succeed
     * @throws IllegalArgumentException if one of them makes no sense
     */
    public BreakerPolicy(
            int inARow,
            int ratePercent,
            int minimumInWindow,
            long windowNanos,
            long openForNanos,
            int trials) {
        if (inARow < 0
                || ratePercent < 0
                || ratePercent > 100
                || minimumInWindow < 0
                || windowNanos < 1
                || openForNanos < 0
                || trials < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d,%d%%/%d in %d ns, open for %d ns, %d trials",
                            inARow,
                            ratePercent,
                            minimumInWindow,
                            windowNanos,
                            openForNanos,
                            trials));
        }
        this.inARow = inARow;
        this.ratePercent = ratePercent;
        this.minimumInWindow = minimumInWindow;
        this.windowNanos = windowNanos;
        this.openForNanos = openForNanos;
        this.trials = trials;
    }

    long windowNanos() {
        return windowNanos;
    }

    long openForNanos() {
        return openForNanos;
    }

    int trials() {
        return trials;
    }

    /** Whether a closed breaker opens that saw so many failures in a row, and these outcomes. */
    boolean trips(int failuresInARow, Outcomes inWindow) {
        return (inARow > 0 && failuresInARow >= inARow)
                || (ratePercent > 0
                        && inWindow.total() >= minimumInWindow
                        && inWindow.failures() * 100L >= (long) ratePercent * inWindow.total());
    }
}
