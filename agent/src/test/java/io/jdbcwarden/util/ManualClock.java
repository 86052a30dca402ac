package io.jdbcwarden.util;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. Any thread. */
public final class ManualClock implements Clock {
    private static final long START_MILLIS = 1_767_225_600_000L;

    private final long startNanos;
    private final AtomicLong elapsedNanos = new AtomicLong();

    public ManualClock() {
        this(Long.MAX_VALUE - 1_000_000_000L);
    }

    /** Starts at a value of one's choice; by default one that overflows after a second. */
    public ManualClock(long startNanos) {
        this.startNanos = startNanos;
    }

    @Override
    public long nanos() {
        return startNanos + elapsedNanos.get();
    }

    @Override
    public long millis() {
        return START_MILLIS + elapsedNanos.get() / 1_000_000;
    }

    public void advance(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    public void advanceNanos(long nanos) {
        elapsedNanos.addAndGet(nanos);
    }
}
