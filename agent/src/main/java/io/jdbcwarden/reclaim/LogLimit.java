package io.jdbcwarden.reclaim;

import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.RateLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps one noisy fault from filling the log, and from hiding the others: each kind of report has
 * so many a minute of its own, and says how many it left out. Any thread.
 */
final class LogLimit {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private static final int MOST_KINDS = 256;
    private static final String OTHERS = "others";

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /**
     * A limit for each kind alone.
     *
     * @param perMinute at least 1
     */
    LogLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /**
     * Asks for one report.
     *
     * @param kind what happened, and where; beyond the first 256 they share one limit
     * @return how many of this kind were left out before it; -1 if it is to be left out itself
     */
    long tryAcquire(String kind) {
        boolean known = kinds.size() < MOST_KINDS || kinds.containsKey(kind);
        Kind limit = kinds.computeIfAbsent(known ? kind : OTHERS, k -> new Kind());
        if (limit.rate.tryAcquire()) {
            return limit.leftOut.getAndSet(0);
        }
        limit.leftOut.incrementAndGet();
        return -1;
    }

    private final class Kind {
        final RateLimit rate = new RateLimit(perMinute, MINUTE_NANOS, clock);
        final AtomicLong leftOut = new AtomicLong();
    }
}
