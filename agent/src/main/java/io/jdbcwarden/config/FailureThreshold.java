package io.jdbcwarden.config;

/** How many failures trip a breaker: so many in a row, or a rate over enough borrows. Immutable. */
public final class FailureThreshold {
    static final Type<FailureThreshold> TYPE = new ThresholdType();

    private final int inARow;
    private final int ratePercent;
    private final int minimum;

    FailureThreshold(int inARow, int ratePercent, int minimum) {
        this.inARow = inARow;
        this.ratePercent = ratePercent;
        this.minimum = minimum;
    }

    /** Failures one after the other; 0 if they do not trip. */
    public int inARow() {
        return inARow;
    }

    /** Percent of the borrows in the window, 1 to 100; 0 if a rate does not trip. */
    public int ratePercent() {
        return ratePercent;
    }

    /** The fewest borrows in the window over which the rate counts. */
    public int minimum() {
        return minimum;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FailureThreshold)) {
            return false;
        }
        FailureThreshold that = (FailureThreshold) other;
        return inARow == that.inARow && ratePercent == that.ratePercent && minimum == that.minimum;
    }

    @Override
    public int hashCode() {
        return (31 * inARow + ratePercent) * 31 + minimum;
    }

    @Override
    public String toString() {
        return inARow + "," + ratePercent + "%/" + minimum;
    }

    private static final class ThresholdType extends Type<FailureThreshold> {
        @Override
        FailureThreshold parse(String text) {
            int inARow = 0;
            int percent = 0;
            int minimum = 0;
            boolean hasRow = false;
            boolean hasRate = false;
            for (String part : Lists.parts(text)) {
                int sign = part.indexOf("%/");
                if (sign < 0 && !hasRow) {
                    inARow = bounded(part, Integer.MAX_VALUE);
                    hasRow = true;
                } else if (sign >= 0 && !hasRate) {
                    percent = bounded(part.substring(0, sign), 100);
                    minimum = bounded(part.substring(sign + 2), Integer.MAX_VALUE);
                    hasRate = true;
                } else {
                    throw new IllegalArgumentException("the same part twice");
                }
            }
            if (hasRate && minimum == 0) {
                throw new IllegalArgumentException("the rate needs a minimum from 1 on");
            }
            if (inARow == 0 && percent == 0) {
                throw new IllegalArgumentException("would never trip");
            }
            return new FailureThreshold(inARow, percent, minimum);
        }

        private static int bounded(String text, int most) {
            long number = Numbers.whole(text.trim());
            if (number > most) {
                throw new IllegalArgumentException("too large");
            }
            return (int) number;
        }

        @Override
        String accepted() {
            return "failures in a row, or PERCENT%/BORROWS, or both: 5 or 50%/20 or"
                    + " 5,50%/20 (breaker=off for no breaker)";
        }
    }
}
