package io.jdbcwarden.config;

/** So many in a time, at most. Immutable. */
public final class Rate {
    /** No limit. */
    public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, 1_000_000_000L);

    static final Type<Rate> TYPE = new RateType();

    private final int count;
    private final long perNanos;

    Rate(int count, long perNanos) {
        this.count = count;
        this.perNanos = perNanos;
    }

    /** How many, from 1 on; {@link Integer#MAX_VALUE} without limit. */
    public int count() {
        return count;
    }

    /** The time in nanoseconds in which there may be {@link #count()}. */
    public long perNanos() {
        return perNanos;
    }

    public boolean isUnlimited() {
        return count == Integer.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rate
                && ((Rate) other).count == count
                && ((Rate) other).perNanos == perNanos;
    }

    @Override
    public int hashCode() {
        return 31 * count + Long.hashCode(perNanos);
    }

    @Override
    public String toString() {
        return isUnlimited() ? "off" : count + " in " + perNanos / 1_000_000_000L + " s";
    }

    private static final class RateType extends Type<Rate> {
        @Override
        Rate parse(String text) {
            if (text.equalsIgnoreCase("off")) {
                return UNLIMITED;
            }
            int slash = text.indexOf('/');
            if (slash < 0) {
                // 0 alone could be meant as "no limit" or as "none at all": better to ask.
                throw new IllegalArgumentException(
                        text.equals("0") ? "ambiguous" : "the time is missing");
            }
            long count = Numbers.whole(text.substring(0, slash).trim());
            if (count == 0) {
                throw new IllegalArgumentException("ambiguous");
            }
            if (count >= Integer.MAX_VALUE) {
                throw new IllegalArgumentException("too large");
            }
            return new Rate((int) count, nanos(text.substring(slash + 1).trim()));
        }

        private static long nanos(String unit) {
            switch (unit) {
                case "s":
                    return 1_000_000_000L;
                case "min":
                    return 60_000_000_000L;
                case "h":
                    return 3_600_000_000_000L;
                default:
                    throw new IllegalArgumentException("no such unit");
            }
        }

        @Override
        String accepted() {
            return "a rate: 5/s, 60/min, 100/h; off for no limit (mode=observe to reclaim nothing)";
        }
    }
}
