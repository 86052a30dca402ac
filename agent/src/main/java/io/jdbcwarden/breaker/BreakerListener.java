package io.jdbcwarden.breaker;

/** Is told when a breaker changes its state. */
public interface BreakerListener {
    /** Listens to nothing. */
    BreakerListener NONE = (from, to) -> {};

    /**
     * Called once for each change, by the thread that made it, after it, and outside every loop.
     * Two changes shortly one after the other may be told by two threads at once. Should be quick;
     * what it throws is dropped.
     */
    void transition(BreakerState from, BreakerState to);
}
