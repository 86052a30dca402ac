package io.jdbcwarden.metric;

import io.jdbcwarden.util.Cells;

/**
 * What is counted of one pool on the path of every borrow, return and statement.
 *
 * <p>A thread that comes again and again has a tally of its own ({@link PoolMetrics#own}): only it
 * counts there, without an atomic instruction. All others, virtual threads among them, count into
 * the pool's shared one. Who reads adds them up.
 */
public final class Tally {
    private static final int OPENED = 0;
    private static final int CLOSED = 1;
    private static final int WAIT = 2;
    private static final int LEASE = WAIT + Histogram.LENGTH;
    private static final int STATEMENT = LEASE + Histogram.LENGTH;
    private static final int LENGTH = STATEMENT + Histogram.LENGTH;

    private final Cells cells;
    private final Histogram wait;
    private final Histogram lease;
    private final Histogram statement;

    private Tally(Cells cells) {
        this.cells = cells;
        this.wait = new Histogram(cells, WAIT);
        this.lease = new Histogram(cells, LEASE);
        this.statement = new Histogram(cells, STATEMENT);
    }

    static Tally own() {
        return new Tally(Cells.own(LENGTH));
    }

    static Tally shared() {
        return new Tally(Cells.shared(LENGTH));
    }

    /** The pool gave a connection after {@code waitNanos}: a session begins. */
    public void borrowed(long waitNanos) {
        int row = cells.row();
        wait.record(row, waitNanos);
        cells.add(row, OPENED, 1);
    }

    /** The pool gave no connection after {@code waitNanos}. */
    void waitedInVain(long waitNanos) {
        wait.record(waitNanos);
    }

    /** A session has ended, in whatever way. Once for each that began. */
    public void closed() {
        cells.add(cells.row(), CLOSED, 1);
    }

    /** The application gave a connection back that it had for {@code leaseNanos}. */
    public void returned(long leaseNanos) {
        lease.record(leaseNanos);
    }

    /** A statement was executed for {@code nanos}. */
    public void statement(long nanos) {
        statement.record(nanos);
    }

    long opened() {
        return cells.sum(OPENED);
    }

    long ended() {
        return cells.sum(CLOSED);
    }

    Histogram waits() {
        return wait;
    }

    Histogram leases() {
        return lease;
    }

    Histogram statements() {
        return statement;
    }

    /** Counts all that another one has counted, whose thread is dead. */
    void addAll(Tally other) {
        wait.addAll(other.wait);
        lease.addAll(other.lease);
        statement.addAll(other.statement);
        int row = cells.row();
        cells.add(row, OPENED, other.opened());
        cells.add(row, CLOSED, other.ended());
    }
}
