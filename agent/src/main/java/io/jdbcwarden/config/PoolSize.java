package io.jdbcwarden.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How large a pool is to be. Immutable. */
public final class PoolSize {
    static final Type<PoolSize> TYPE = new SizeType();

    private static final int MOST = 10_000;

    private final String text;
    private final int min;
    private final int max;
    private final long borrowTimeoutMillis;
    private final boolean auto;

    private PoolSize(String text, int min, int max, long borrowTimeoutMillis, boolean auto) {
        this.text = text;
        this.min = min;
        this.max = max;
        this.borrowTimeoutMillis = borrowTimeoutMillis;
        this.auto = auto;
    }

    /** Whether the pool is left as the application made it. */
    public boolean isKept() {
        return max == 0;
    }

    /** Whether the size follows the demand, between the two. */
    public boolean isAuto() {
        return auto;
    }

    /** Idle connections to keep; the smallest size, if it is automatic. */
    public int min() {
        return min;
    }

    /** The most connections. */
    public int max() {
        return max;
    }

    /** How long a borrow may wait, in ms; 0 to leave that as it is. */
    public long borrowTimeoutMillis() {
        return borrowTimeoutMillis;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolSize && ((PoolSize) other).text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        return text;
    }

    private static final class SizeType extends Type<PoolSize> {
        @Override
        PoolSize parse(String text) {
            String size = text.trim().toLowerCase(Locale.ROOT);
            switch (size) {
                case "keep":
                    return new PoolSize(size, 0, 0, 0, false);
                case "standard":
                    return new PoolSize(size, 10, 25, 5_000, false);
                case "high-performance":
                    return new PoolSize(size, 15, 40, 3_000, false);
                default:
                    return auto(size);
            }
        }

        private static PoolSize auto(String size) {
            int dash = size.indexOf('-');
            if (!size.startsWith("auto:") || dash < 0) {
                throw new IllegalArgumentException("no such size");
            }
            long min = Numbers.whole(size.substring("auto:".length(), dash).trim());
            long max = Numbers.whole(size.substring(dash + 1).trim());
            if (min < 1 || max < min || max > MOST) {
                throw new IllegalArgumentException(
                        "the two must be from 1 to " + MOST + ", the smaller one first");
            }
            return new PoolSize("auto:" + min + "-" + max, (int) min, (int) max, 0, true);
        }

        @Override
        String accepted() {
            return "keep, standard, high-performance, or auto:MIN-MAX such as auto:5-30";
        }
    }
}
