package io.jdbcwarden.session;

import io.jdbcwarden.util.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} incidents. Those of one kind, pool and site are one, with a count. Not
 * for hot paths: takes a short lock of its own. Any thread.
 */
public final class Incidents {
    /** How many are kept. */
    public static final int KEPT = 256;

    /** Whoever listens is told of the first at a site, and then once in this time. */
    private static final int TOLD_AT_ONCE = 3;

    private static final long TOLD_MILLIS = 60_000;

    private final Clock clock;
    private final Object lock = new Object();

    /** The one that happened last is the last. */
    private final Map<List<String>, Kept> recent = new LinkedHashMap<>();

    private final List<Consumer<Incident>> listeners = new CopyOnWriteArrayList<>();
    private long last;

    public Incidents(Clock clock) {
        this.clock = clock;
    }

    /**
     * Is told of incidents, on the thread they happened on, outside the lock: of the first three at
     * a site, and of those that follow once a minute.
     */
    public void listen(Consumer<Incident> listener) {
        listeners.add(listener);
    }

    /**
     * An incident of a session.
     *
     * @param site where in the application, or in what kind of work; one of a bounded number
     * @return it, with how often it happened there
     */
    public Incident add(String kind, Session session, String site, String message, String stack) {
        Tags tags = session.tags();
        return add(
                kind,
                session.pool().name(),
                session.id(),
                tags.requestId(),
                tags.user(),
                session.threadName(),
                site,
                message,
                stack);
    }

    /** An incident of a pool as a whole; {@code site} as above. */
    public Incident add(String kind, String pool, String site, String message, String stack) {
        String thread = Thread.currentThread().getName();
        return add(kind, pool, 0, null, null, thread, site, message, stack);
    }

    private Incident add(
            String kind,
            String pool,
            long session,
            @Nullable String requestId,
            @Nullable String user,
            String thread,
            String site,
            String message,
            String stack) {
        long now = clock.millis();
        List<String> key = new ArrayList<>();
        Collections.addAll(key, kind, pool, site);
        Incident incident;
        boolean tell;
        synchronized (lock) {
            Kept before = recent.remove(key);
            incident =
                    new Incident(
                            ++last,
                            now,
                            kind,
                            pool,
                            session,
                            requestId,
                            user,
                            thread,
                            message,
                            stack,
                            site,
                            before == null ? 1 : before.incident.count() + 1,
                            before == null ? now : before.incident.firstAtMillis());
            long toldAt = before == null ? now - TOLD_MILLIS : before.toldAtMillis;
            tell = incident.count() <= TOLD_AT_ONCE || now - toldAt >= TOLD_MILLIS;
            recent.put(key, new Kept(incident, tell ? now : toldAt));
            if (recent.size() > KEPT) {
                Iterator<?> oldest = recent.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        if (tell) {
            for (Consumer<Incident> listener : listeners) {
                listener.accept(incident);
            }
        }
        return incident;
    }

    /** The last ones, newest first. */
    public List<Incident> recent() {
        List<Incident> newestFirst = new ArrayList<>();
        synchronized (lock) {
            for (Kept kept : recent.values()) {
                newestFirst.add(kept.incident);
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The newest incident of a kind, or null. */
    public @Nullable Incident newest(String kind) {
        for (Incident incident : recent()) {
            if (incident.kind().equals(kind)) {
                return incident;
            }
        }
        return null;
    }

    private static final class Kept {
        final Incident incident;
        final long toldAtMillis;

        Kept(Incident incident, long toldAtMillis) {
            this.incident = incident;
            this.toldAtMillis = toldAtMillis;
        }
    }
}
