package io.jdbcwarden.session;

import io.jdbcwarden.util.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} incidents. Not for hot paths: takes a short lock of its own. Any thread.
 */
public final class Incidents {
    /** How many are kept. */
    public static final int KEPT = 256;

    private final Clock clock;
    private final Object lock = new Object();
    private final ArrayDeque<Incident> recent = new ArrayDeque<>();
    private final List<Consumer<Incident>> listeners = new CopyOnWriteArrayList<>();
    private long last;

    public Incidents(Clock clock) {
        this.clock = clock;
    }

    /** Is told of each incident, on the thread it happened on, outside the lock. */
    public void listen(Consumer<Incident> listener) {
        listeners.add(listener);
    }

    /** An incident of a session. */
    public void add(String kind, Session session, String message, String stack) {
        Tags tags = session.tags();
        add(
                kind,
                session.pool().name(),
                session.id(),
                tags.requestId(),
                tags.user(),
                session.threadName(),
                message,
                stack);
    }

    /** An incident of a pool as a whole. */
    public void add(String kind, String pool, String message) {
        add(kind, pool, 0, null, null, Thread.currentThread().getName(), message, "");
    }

    private void add(
            String kind,
            String pool,
            long session,
            @Nullable String requestId,
            @Nullable String user,
            String thread,
            String message,
            String stack) {
        Incident incident;
        synchronized (lock) {
            incident =
                    new Incident(
                            ++last,
                            clock.millis(),
                            kind,
                            pool,
                            session,
                            requestId,
                            user,
                            thread,
                            message,
                            stack);
            recent.addFirst(incident);
            if (recent.size() > KEPT) {
                recent.removeLast();
            }
        }
        for (Consumer<Incident> listener : listeners) {
            listener.accept(incident);
        }
    }

    /** The last ones, newest first. */
    public List<Incident> recent() {
        synchronized (lock) {
            return new ArrayList<>(recent);
        }
    }

    /** The newest incident of a kind, or null. */
    public @Nullable Incident newest(String kind) {
        synchronized (lock) {
            for (Iterator<Incident> i = recent.iterator(); i.hasNext(); ) {
                Incident incident = i.next();
                if (incident.kind().equals(kind)) {
                    return incident;
                }
            }
        }
        return null;
    }
}
