package io.jdbcwarden.config;

/** A length of time, in nanoseconds: {@code 500ms 30s 5m 2h 1d}. */
final class Duration extends Type<Long> {
    private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
    private static final long[] NANOS = {
        1_000_000L, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
    };

    private final boolean zero;

    /**
     * @param zero whether {@code 0} (or {@code off}) is accepted
     */
    Duration(boolean zero) {
        this.zero = zero;
    }

    @Override
    Long parse(String text) {
        if (text.equals("0") || text.equalsIgnoreCase("off")) {
            return checked(0);
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (text.endsWith(UNITS[i])) {
                long number = Numbers.whole(text.substring(0, text.length() - UNITS[i].length()));
                if (number > Long.MAX_VALUE / NANOS[i]) {
                    throw new IllegalArgumentException("too long");
                }
                return checked(number * NANOS[i]);
            }
        }
        // A number without a unit, or no number at all: say which.
        Numbers.whole(text);
        throw new IllegalArgumentException("the unit is missing");
    }

    private long checked(long nanos) {
        if (nanos == 0 && !zero) {
            throw new IllegalArgumentException("must be longer than 0");
        }
        return nanos;
    }

    @Override
    String accepted() {
        return "a duration: 500ms, 30s, 5m, 2h, 1d" + (zero ? "; 0 or off" : "");
    }
}
