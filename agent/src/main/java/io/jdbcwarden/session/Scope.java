package io.jdbcwarden.session;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request: its tags, the sessions it opened, and whether it is over.
 *
 * <p>A scope is over when the last of its parts has left: the entry method that opened it, each
 * asynchronous cycle that was started, each dispatch that came back to it. An error dispatch after
 * the end opens it once more, under the same id. Any thread may use it.
 */
public final class Scope {
    private static final String NOT_READ = "a request";
    // Not objects of their own: there is a scope for every request, also for those without a
    // borrow.
    private static final AtomicIntegerFieldUpdater<Scope> PARTS =
            AtomicIntegerFieldUpdater.newUpdater(Scope.class, "parts");
    private static final AtomicReferenceFieldUpdater<Scope, Session> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Scope.class, Session.class, "newest");

    private final TagSources sources;
    private final long openedAtNanos;
    private volatile int parts = 1;
    private volatile @Nullable Session newest;
    private volatile @Nullable String entry;
    private volatile @Nullable RequestFacts facts;
    private volatile Tags tags = Tags.NONE;
    private WorkKind.@Nullable Sum did;

    /**
     * A request that has just come in, with one part: its entry.
     *
     * @param nowNanos the clock's nanoseconds
     */
    public Scope(RequestFacts facts, TagSources sources, long nowNanos) {
        this.facts = facts;
        this.sources = sources;
        this.openedAtNanos = nowNanos;
    }

    /** A scope whose tags are given, such as one of the load test. */
    public static Scope of(String entry, Tags tags, TagSources sources, long nowNanos) {
        Scope scope = new Scope(RequestFacts.NONE, sources, nowNanos);
        scope.entry = entry;
        scope.tags = tags;
        return scope;
    }

    /**
     * What was called, such as {@code GET /orders} or {@code com.acme.Job#run}: for people, and to
     * recognise work of the same kind. Known from the first borrow on.
     */
    public String entry() {
        String known = entry;
        return known == null ? NOT_READ : known;
    }

    /** When it was opened, in the clock's nanoseconds. */
    public long openedAtNanos() {
        return openedAtNanos;
    }

    /** The tags as last read; before the first borrow there are none. */
    public Tags tags() {
        return tags;
    }

    /**
     * Reads what is not known yet, on the thread that serves the request: a login filter may have
     * run since the last time.
     */
    public Tags readTags() {
        Tags known = tags;
        RequestFacts request = facts;
        if (request == null) {
            return known;
        }
        if (entry == null) {
            entry = request.entry();
        }
        if (known.requestId() != null && known.user() != null) {
            return known;
        }
        Tags read = sources.read(request, known);
        tags = read;
        return read;
    }

    /** Replaces the request by a wrapper around it that the application now passes on. */
    public void facts(RequestFacts newer) {
        facts = newer;
    }

    /** The request as last seen; null once the scope is over. */
    public @Nullable RequestFacts facts() {
        return facts;
    }

    /**
     * Another part begins: an asynchronous cycle, or a dispatch that comes back to this request.
     *
     * @return false if the scope is over: nothing can join it any more
     */
    public boolean join() {
        int now;
        do {
            now = parts;
            if (now <= 0) {
                return false;
            }
        } while (!PARTS.compareAndSet(this, now, now + 1));
        return true;
    }

    /** Whether it has more than one part: the entry that returns now is perhaps not the last. */
    public boolean isShared() {
        return parts > 1;
    }

    /**
     * A part has ended.
     *
     * @return true for the one call that ended the scope: its caller closes what is still open
     */
    public boolean leave() {
        int left = PARTS.decrementAndGet(this);
        if (left == 0) {
            facts = null;
            return true;
        }
        return false;
    }

    /** Opens an ended scope again for an error dispatch; false if it was not over. */
    public boolean reopen(RequestFacts request) {
        if (!PARTS.compareAndSet(this, 0, 1)) {
            return false;
        }
        facts = request;
        return true;
    }

    /** Whether the request has ended: its sessions have no owner any more. */
    public boolean isOver() {
        return parts <= 0;
    }

    /**
     * Adds a session. Sessions that ended meanwhile are dropped from the top, so the list stays
     * short.
     */
    void add(Session session) {
        Session head;
        do {
            head = newest;
            Session next = head;
            while (next != null && next.state() == Session.State.ENDED) {
                next = next.nextInScope;
            }
            session.nextInScope = next;
        } while (!NEWEST.compareAndSet(this, head, session));
    }

    /** Whether it has borrowed anything since it was opened, or opened again. */
    public boolean hasBorrowed() {
        return newest != null;
    }

    /**
     * Forgets its sessions, once it is over: the thread remembers the scope for an error dispatch,
     * and must not keep a pool's objects, and so a class loader, alive.
     */
    public void forgetSessions() {
        newest = null;
    }

    /** Shows the sessions that have not ended, newest first. */
    public void forEachOpen(Consumer<Session> consumer) {
        for (Session session = newest; session != null; session = session.nextInScope) {
            if (session.state() != Session.State.ENDED) {
                consumer.accept(session);
            }
        }
    }

    /** Whether this request holds a connection of a pool: borrowing one more is a nested borrow. */
    public boolean holdsOneOf(PoolContext pool) {
        return heldOf(pool) != null;
    }

    /** The connection of a pool that this request borrowed last and still holds, or null. */
    public @Nullable Session heldOf(PoolContext pool) {
        for (Session session = newest; session != null; session = session.nextInScope) {
            if (session.pool() == pool && session.state() == Session.State.LEASED) {
                return session;
            }
        }
        return null;
    }

    /** What was done with the connections that it gave back. */
    WorkKind.Sum did() {
        WorkKind.Sum sum = did;
        if (sum == null) {
            did = sum = new WorkKind.Sum();
        }
        return sum;
    }
}
