package io.jdbcwarden.log;

/** Where lines go. Any thread; never throws. */
interface Sink {
    /**
     * Writes text in one piece.
     *
     * @param lines whole lines, with their ends
     */
    void write(String lines);

    /** Lines that come later may go elsewhere. */
    default void close() {}
}
