package io.jdbcwarden.session;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What all requests of one kind did, since the agent's start. Any thread. */
public final class WorkKind {
    private final String name;
    private final LongAdder requests = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder sqlNanos = new LongAdder();
    private final LongAdder leaseNanos = new LongAdder();
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);

    WorkKind(String name) {
        this.name = name;
    }

    /** Adds so many requests that are over, and all that they did. */
    void add(
            int ofRequests,
            int ofSessions,
            int ofStatements,
            long ofSqlNanos,
            long ofLeaseNanos,
            int mostStatements) {
        requests.add(ofRequests);
        sessions.add(ofSessions);
        statements.add(ofStatements);
        sqlNanos.add(ofSqlNanos);
        leaseNanos.add(ofLeaseNanos);
        most.accumulate(mostStatements);
    }

    /** Adds one session outside of requests. */
    void add(Session session, long lease) {
        SessionWork work = session.workDone();
        requests.increment();
        sessions.increment();
        leaseNanos.add(lease);
        if (work != null) {
            statements.add(work.statements());
            sqlNanos.add(work.nanos());
            most.accumulate(work.statements());
        }
    }

    /** What was called, such as {@code GET /orders}; the kind of thread outside of requests. */
    public String name() {
        return name;
    }

    /** Requests that are over and had a connection; outside of requests each session is one. */
    public long requests() {
        return requests.sum();
    }

    /** Connections that they borrowed and gave back. */
    public long sessions() {
        return sessions.sum();
    }

    public long statements() {
        return statements.sum();
    }

    /** The most statements of one request. */
    public long mostStatements() {
        return most.get();
    }

    /** The time that statements took. */
    public long sqlNanos() {
        return sqlNanos.sum();
    }

    /** The time that connections were out. */
    public long leaseNanos() {
        return leaseNanos.sum();
    }

    /** Statements of a request, on average; 0 if there was none. */
    public double statementsPerRequest() {
        long all = requests();
        return all == 0 ? 0 : (double) statements() / all;
    }

    /**
     * The share of the time that connections were out and no statement ran, from 0 to 1: reading of
     * rows and commits are in it, as is whatever has nothing to do with the database.
     */
    public double idleShare() {
        long lease = leaseNanos();
        return lease == 0 ? 0 : Math.max(0, Math.min(1, 1 - (double) sqlNanos() / lease));
    }

    /**
     * What one request did so far. Written by the thread that gives a connection back; when two do
     * that at once, a count may be lost.
     */
    static final class Sum {
        private int sessions;
        private int statements;
        private long sqlNanos;
        private long leaseNanos;

        /** Adds a session that has ended. */
        void add(Session session, long lease) {
            SessionWork work = session.workDone();
            if (work != null) {
                statements += work.statements();
                sqlNanos += work.nanos();
            }
            sessions++;
            leaseNanos += lease;
        }

        /** The request is over: adds all of it to its kind, and begins anew. */
        void addTo(WorkKind kind) {
            kind.add(1, sessions, statements, sqlNanos, leaseNanos, statements);
            sessions = 0;
            statements = 0;
            sqlNanos = 0;
            leaseNanos = 0;
        }
    }
}
