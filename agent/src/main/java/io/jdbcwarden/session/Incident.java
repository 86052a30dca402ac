package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/**
 * Something an operator may want to know, with whom it concerned when it happened last. Immutable.
 */
public final class Incident {
    private final long seq;
    private final long atMillis;
    private final String kind;
    private final String pool;
    private final long session;
    private final @Nullable String requestId;
    private final @Nullable String user;
    private final String thread;
    private final String message;
    private final String stack;
    private final String site;
    private final long count;
    private final long firstAtMillis;

    Incident(
            long seq,
            long atMillis,
            String kind,
            String pool,
            long session,
            @Nullable String requestId,
            @Nullable String user,
            String thread,
            String message,
            String stack,
            String site,
            long count,
            long firstAtMillis) {
        this.seq = seq;
        this.atMillis = atMillis;
        this.kind = kind;
        this.pool = pool;
        this.session = session;
        this.requestId = requestId;
        this.user = user;
        this.thread = thread;
        this.message = message;
        this.stack = stack;
        this.site = site;
        this.count = count;
        this.firstAtMillis = firstAtMillis;
    }

    /** Ascending from 1; of several at one site that of the last. */
    public long seq() {
        return seq;
    }

    /** When it happened last, in milliseconds since the epoch. */
    public long atMillis() {
        return atMillis;
    }

    /**
     * What happened: {@code leak}, {@code suspect}, {@code recovered}, {@code violation}, {@code
     * breaker}…
     */
    public String kind() {
        return kind;
    }

    public String pool() {
        return pool;
    }

    /** The session's id; 0 if none is concerned. */
    public long session() {
        return session;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public @Nullable String user() {
        return user;
    }

    public String thread() {
        return thread;
    }

    public String message() {
        return message;
    }

    /** Stack traces, or empty. */
    public String stack() {
        return stack;
    }

    /** Where in the application it happens, or in what kind of work. */
    public String site() {
        return site;
    }

    /** How often it happened there, as far as is remembered. */
    public long count() {
        return count;
    }

    /** When it happened first, as far as is remembered, in milliseconds since the epoch. */
    public long firstAtMillis() {
        return firstAtMillis;
    }
}
