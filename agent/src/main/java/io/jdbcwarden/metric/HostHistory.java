package io.jdbcwarden.metric;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a pool has seen of one database host since it is known: a pool whose driver fails over keeps
 * one for each. Any thread.
 */
public final class HostHistory {
    private final String address;
    private final long sinceMillis;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong borrows = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile ServerRole role = ServerRole.UNKNOWN;
    private volatile long lastBorrowMillis;
    private volatile long lastFailureMillis;

    HostHistory(String address, long nowMillis) {
        this.address = address;
        this.sinceMillis = nowMillis;
    }

    /** A physical connection to it was lent for the first time. */
    void connected(ServerRole as, long nowMillis) {
        connections.incrementAndGet();
        lastBorrowMillis = nowMillis;
        // Not every connection tells: what another one told stays.
        if (as != ServerRole.UNKNOWN) {
            role = as;
        }
    }

    /** Connections to it were lent so often since the last look. */
    public void borrowed(long times, long nowMillis) {
        borrows.addAndGet(times);
        lastBorrowMillis = nowMillis;
    }

    /** A borrow failed that could have been served by it. */
    void failed(long nowMillis) {
        failures.incrementAndGet();
        lastFailureMillis = nowMillis;
    }

    /** {@code host:port}. */
    public String address() {
        return address;
    }

    /** What it was when a connection to it was made last and the driver said so. */
    public ServerRole role() {
        return role;
    }

    /** When it became known, in milliseconds since 1970. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** Physical connections to it that were lent at least once. */
    public long connections() {
        return connections.get();
    }

    /** Borrows that it served; counted about once a second. */
    public long borrows() {
        return borrows.get();
    }

    /** Borrows that failed while the pool could have gone to it. */
    public long failures() {
        return failures.get();
    }

    /** When it last served a borrow, to about a second, in milliseconds since 1970; 0 for never. */
    public long lastBorrowMillis() {
        return lastBorrowMillis;
    }

    /** When a borrow last failed, in milliseconds since 1970; 0 for never. */
    public long lastFailureMillis() {
        return lastFailureMillis;
    }
}
