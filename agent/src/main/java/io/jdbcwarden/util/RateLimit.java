package io.jdbcwarden.util;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of permits that fills again evenly: {@code count} at once at most, and so many again in
 * each {@code perNanos}. Any thread; takes no lock and allocates nothing.
 *
 * <p>Instead of permits it keeps one time: when the bucket would be full again. Each permit moves
 * that time on by its share of {@code perNanos}; one that would move it further than a whole
 * bucket's worth into the future is refused.
 */
public final class RateLimit {
    private final Clock clock;
    private final boolean unlimited;
    private final long nanosPerPermit;
    private final long nanosPerBucket;
    private final AtomicLong fullAgainAt;

    /**
     * @param count permits per {@code perNanos}, from 1 on; {@link Integer#MAX_VALUE} for no limit
     * @param perNanos nanoseconds, from 1 on
     * @throws IllegalArgumentException if one of them is smaller
     */
    public RateLimit(int count, long perNanos, Clock clock) {
        if (count < 1 || perNanos < 1) {
            throw new IllegalArgumentException(count + " per " + perNanos + " ns");
        }
        this.clock = clock;
        this.unlimited = count == Integer.MAX_VALUE;
        // Rounded up: rather a permit too late than one too many.
        this.nanosPerPermit = (perNanos - 1) / count + 1;
        this.nanosPerBucket = nanosPerPermit * count;
        this.fullAgainAt = new AtomicLong(clock.nanos());
    }

    /** Takes a permit if there is one. Does not wait. */
    public boolean tryAcquire() {
        if (unlimited) {
            return true;
        }
        long now = clock.nanos();
        while (true) {
            long current = fullAgainAt.get();
            long from = current - now > 0 ? current : now;
            long next = from + nanosPerPermit;
            if (next - now > nanosPerBucket) {
                return false;
            }
            if (fullAgainAt.compareAndSet(current, next)) {
                return true;
            }
        }
    }
}
