package io.jdbcwarden.metric;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many there are, and the most there ever were at once: exact, as each number that was ever
 * reached was seen by the thread that reached it. Any thread; no lock.
 */
final class ActiveGauge {
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();

    void up() {
        int now = active.incrementAndGet();
        int highest = peak.get();
        while (now > highest && !peak.compareAndSet(highest, now)) {
            highest = peak.get();
        }
    }

    void down() {
        active.decrementAndGet();
    }

    int active() {
        return active.get();
    }

    int peak() {
        return peak.get();
    }
}
