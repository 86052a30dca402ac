package io.jdbcwarden.util;

/** See {@link Clock#SYSTEM}. */
final class SystemClock implements Clock {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }
}
