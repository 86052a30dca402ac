package io.jdbcwarden.util;

/**
 * Numbers that many threads change are kept several times over, in stripes, so that threads on
 * different processors seldom meet in one cache line. This says how many stripes there are, and
 * which is whose.
 */
public final class Stripes {
    /** How many longs keep two stripes apart: a cache line, and the one fetched beside it. */
    public static final int PADDING = 16;

    private static final int MOST = 32;

    /** How many stripes there are: a power of two, the same for the life of the JVM. */
    public static final int COUNT = count(Runtime.getRuntime().availableProcessors());

    private Stripes() {}

    /**
     * The stripe of the current thread, from 0 on. Thread ids are given one after the other, so
     * they spread by themselves.
     */
    public static int mine() {
        return (int) Thread.currentThread().getId() & (COUNT - 1);
    }

    /** Two for each processor at least, so that few neighbours share one. */
    static int count(int processors) {
        return Math.min(MOST, Integer.highestOneBit(2 * processors - 1) << 1);
    }
}
