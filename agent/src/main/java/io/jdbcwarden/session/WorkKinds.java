package io.jdbcwarden.session;

import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Padded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each kind of work does with its connections: a request's kind is its entry, outside of
 * requests it is the kind of thread. At most {@value #MOST} kinds; the rest is one more. Any
 * thread.
 */
public final class WorkKinds {
    /** How many are told apart. */
    public static final int MOST = 100;

    /** The name of all the rest. */
    public static final String OTHER = "other";

    private static final String NAMELESS = StackText.threadGroup("");
    private static final int MOST_KEPT_BACK = 64;
    private static final long LONGEST_KEPT_BACK_NANOS = 100_000_000;

    private final ConcurrentMap<String, WorkKind> kinds = new ConcurrentHashMap<>();
    private final WorkKind other = new WorkKind(OTHER);
    private final Clock clock;

    public WorkKinds(Clock clock) {
        this.clock = clock;
    }

    /**
     * A connection was given back by its owner.
     *
     * @param state of the calling thread
     */
    public void returned(Session session, ThreadState state, long leaseNanos) {
        Scope scope = session.scope();
        if (scope != null) {
            scope.did().add(session, leaseNanos);
            return;
        }
        OfThread work = state.work();
        if (work != null) {
            work.returned(session, leaseNanos);
        } else {
            first(session, state, leaseNanos);
        }
    }

    /** A thread that comes the first time may never come again: nothing is made for it. */
    private void first(Session session, ThreadState state, long leaseNanos) {
        String name = Thread.currentThread().getName();
        WorkKind kind = of(name.isEmpty() ? NAMELESS : StackText.threadGroup(name));
        kind.add(session, leaseNanos);
        if (state.returnsAgain()) {
            state.work(new Apart(kind, session.borrowedAtNanos() + leaseNanos));
        }
    }

    /** A request is over. What it has not given back counts until now. */
    public void requestEnded(Scope scope) {
        scope.forEachOpen(
                session -> scope.did().add(session, clock.nanos() - session.borrowedAtNanos()));
        WorkKind.Sum sum = scope.did();
        sum.addTo(of(scope.entry()));
    }

    private WorkKind of(String name) {
        WorkKind known = kinds.get(name);
        if (known != null) {
            return known;
        }
        return kinds.size() >= MOST ? other : kinds.computeIfAbsent(name, WorkKind::new);
    }

    /** All kinds of which there was something, in no particular order. */
    public List<WorkKind> all() {
        List<WorkKind> all = new ArrayList<>();
        for (WorkKind kind : kinds.values()) {
            if (kind.requests() > 0) {
                all.add(kind);
            }
        }
        if (other.requests() > 0) {
            all.add(other);
        }
        return all;
    }

    /**
     * What a thread did outside of requests and has not yet added to its kind: threads that borrow
     * all the time would meet there. At most so many sessions, or those of a tenth of a second.
     */
    static class OfThread extends Padded {
        private final WorkKind kind;
        private int sessions;
        private int statements;
        private int most;
        private long sqlNanos;
        private long heldNanos;
        private long addedAtNanos;

        private OfThread(WorkKind kind, long addedAtNanos) {
            this.kind = kind;
            this.addedAtNanos = addedAtNanos;
        }

        private void returned(Session session, long leaseNanos) {
            SessionWork work = session.workDone();
            if (work != null) {
                most = Math.max(most, work.statements());
                statements += work.statements();
                sqlNanos += work.nanos();
            }
            sessions++;
            heldNanos += leaseNanos;
            long now = session.borrowedAtNanos() + leaseNanos;
            if (sessions >= MOST_KEPT_BACK || now - addedAtNanos >= LONGEST_KEPT_BACK_NANOS) {
                kind.add(sessions, sessions, statements, sqlNanos, heldNanos, most);
                clear(now);
            }
        }

        private void clear(long now) {
            sessions = 0;
            statements = 0;
            most = 0;
            sqlNanos = 0;
            heldNanos = 0;
            addedAtNanos = now;
        }
    }

    /** With a cache line of nothing behind. */
    @SuppressWarnings("unused")
    private static final class Apart extends OfThread {
        private long p0, p1, p2, p3, p4, p5, p6, p7;

        Apart(WorkKind kind, long addedAtNanos) {
            super(kind, addedAtNanos);
        }
    }
}
