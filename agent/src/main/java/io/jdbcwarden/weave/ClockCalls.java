package io.jdbcwarden.weave;

/** The calls by which a method reads its clock twice, and what is to be known of it. */
public final class ClockCalls {
    final String reads;
    final String voids;
    final String tells;

    /**
     * All by the names of the methods that are called.
     *
     * @param reads a static one without arguments that returns the time, a {@code long}
     * @param voids the beginning of those that take time of their own: after one of them the second
     *     reading is no longer now
     * @param tells the readings are told after it, if there were two until there
     */
    public ClockCalls(String reads, String voids, String tells) {
        this.reads = reads;
        this.voids = voids;
        this.tells = tells;
    }
}
