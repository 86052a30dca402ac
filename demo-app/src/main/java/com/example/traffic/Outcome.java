package com.example.traffic;

/** How one visit ended. */
public final class Outcome {

    /** What the shopper got. */
    public enum Kind {
        /** The page that a working shop gives. */
        SERVED,
        /** A page with something that belongs to another customer. */
        WRONG,
        /** An error page that says that the database access was not allowed. */
        REFUSED,
        /** Any other error page, or none. */
        FAILED
    }

    private final Visit visit;
    private final Kind kind;
    private final long startedNanos;
    private final long tookNanos;
    private final int reservation;

    Outcome(Visit visit, Kind kind, long startedNanos, long tookNanos, int reservation) {
        this.visit = visit;
        this.kind = kind;
        this.startedNanos = startedNanos;
        this.tookNanos = tookNanos;
        this.reservation = reservation;
    }

    public Kind kind() {
        return kind;
    }

    /** {@link System#nanoTime} when the request was sent. */
    public long startedNanos() {
        return startedNanos;
    }

    public long endedNanos() {
        return startedNanos + tookNanos;
    }

    public double millis() {
        return tookNanos / 1e6;
    }

    /** The page uses the database and has no known fault. */
    public boolean plain() {
        return visit.plain;
    }

    public String feature() {
        return visit.feature();
    }

    /** The number of the reservation that the page confirmed, or 0. */
    public int reservation() {
        return reservation;
    }
}
