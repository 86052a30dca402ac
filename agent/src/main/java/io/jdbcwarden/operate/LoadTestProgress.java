package io.jdbcwarden.operate;

import org.jspecify.annotations.Nullable;

/** How far a {@link LoadTest} is, at one moment. Immutable. */
public final class LoadTestProgress {
    private final boolean running;
    private final int done;
    private final int open;
    private final @Nullable String failure;
    private final LoadTestResult result;

    LoadTestProgress(
            boolean running, int done, int open, @Nullable String failure, LoadTestResult result) {
        this.running = running;
        this.done = done;
        this.open = open;
        this.failure = failure;
        this.result = result;
    }

    public boolean isRunning() {
        return running;
    }

    /** Sessions that have ended, well or not. */
    public int done() {
        return done;
    }

    /** Sessions that have a connection now. */
    public int open() {
        return open;
    }

    /** Why the test as a whole ended early; null if it did not. */
    public @Nullable String failure() {
        return failure;
    }

    /** What has come of it so far; sessions that have not ended count as failed there. */
    public LoadTestResult result() {
        return result;
    }
}
