package io.jdbcwarden.metric;

import java.math.BigDecimal;

/**
 * The bounds of every histogram's buckets, from 10 µs to 5 min. They are the same everywhere and
 * never change, so that buckets of several pools and versions can be added up.
 *
 * <p>A value belongs to the first bucket whose bound is not below it. Each bound is at least twice
 * the one before, so between two powers of two there is one bound at most: the power of two below a
 * value leaves two buckets to choose from, and finding the right one takes no search.
 */
final class Buckets {
    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static final long[] BOUNDS = {
        10 * MICRO,
        25 * MICRO,
        50 * MICRO,
        100 * MICRO,
        250 * MICRO,
        500 * MICRO,
        MILLI,
        2_500 * MICRO,
        5 * MILLI,
        10 * MILLI,
        25 * MILLI,
        50 * MILLI,
        100 * MILLI,
        250 * MILLI,
        500 * MILLI,
        SECOND,
        2_500 * MILLI,
        5 * SECOND,
        10 * SECOND,
        30 * SECOND,
        60 * SECOND,
        120 * SECOND,
        300 * SECOND,
        Long.MAX_VALUE
    };

    /** How many buckets there are, the last one without a bound included. */
    static final int COUNT = BOUNDS.length;

    /** By the number of leading zeros of a value, the first bucket that it can belong to. */
    private static final byte[] FIRST_BY_LEADING_ZEROS = firstByLeadingZeros();

    private static final String[] TEXTS = texts();

    private Buckets() {}

    /** The bucket of a value from 0 on. */
    static int indexOf(long nanos) {
        int first = FIRST_BY_LEADING_ZEROS[Long.numberOfLeadingZeros(nanos)];
        return nanos > BOUNDS[first] ? first + 1 : first;
    }

    /** The largest value of a bucket, in nanoseconds. */
    static long bound(int index) {
        return BOUNDS[index];
    }

    /** The bound in seconds, exact, as Prometheus' {@code le}: {@code 0.00025}, {@code +Inf}. */
    static String text(int index) {
        return TEXTS[index];
    }

    private static byte[] firstByLeadingZeros() {
        byte[] first = new byte[Long.SIZE + 1];
        for (int zeros = 0; zeros <= Long.SIZE; zeros++) {
            // Of the values with so many leading zeros, the smallest; none is negative.
            long smallest = zeros == 0 || zeros == Long.SIZE ? 0 : Long.MIN_VALUE >>> zeros;
            byte index = 0;
            while (BOUNDS[index] < smallest) {
                index++;
            }
            first[zeros] = index;
        }
        return first;
    }

    private static String[] texts() {
        String[] texts = new String[COUNT];
        for (int i = 0; i < COUNT - 1; i++) {
            texts[i] = seconds(BOUNDS[i]);
        }
        texts[COUNT - 1] = "+Inf";
        return texts;
    }

    /** Nanoseconds as seconds, exact and without an exponent. */
    static String seconds(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
}
