package io.jdbcwarden.session;

import io.jdbcwarden.util.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All sessions, found by their handle. Written by every borrow, read by JMX, the reaper and the
 * console; takes no lock. A reader may see a session that just ended.
 *
 * <p>A session that its owner closed leaves the table at once. One that the agent took back stays
 * until its handle is collected: a late use or close of that handle must still be recognised.
 */
public final class SessionTable {
    private final WeakIdentityMap<Object, Session> byHandle = new WeakIdentityMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** The next session's id. */
    public long nextId() {
        return ids.incrementAndGet();
    }

    /** How many sessions were ever opened. */
    public long total() {
        return ids.get();
    }

    /** Publishes a session under the handle that the application gets. */
    public void open(Object handle, Session session) {
        Scope scope = session.scope();
        if (scope != null) {
            session.pinHandle(handle);
            scope.add(session);
        }
        byHandle.put(handle, session);
    }

    /** The session of a handle; null if it is not known or was closed by its owner. */
    public @Nullable Session get(Object handle) {
        return byHandle.get(handle);
    }

    /** Forgets a handle whose owner closed it. */
    public void forget(Object handle) {
        byHandle.remove(handle);
    }

    /** The handle of a session, while it is reachable. A scan. */
    public @Nullable Object handleOf(Session session) {
        Object pinned = session.pinnedHandle();
        return pinned != null ? pinned : byHandle.keyOf(session);
    }

    /** Shows each session that has not ended. */
    public void forEachOpen(Consumer<Session> consumer) {
        byHandle.forEach(
                session -> {
                    if (session.state() != Session.State.ENDED) {
                        consumer.accept(session);
                    }
                });
    }

    /** The open session with this id, or null. A scan. */
    public @Nullable Session find(long id) {
        Session[] found = new Session[1];
        byHandle.forEach(
                session -> {
                    if (session.id() == id && session.state() != Session.State.ENDED) {
                        found[0] = session;
                    }
                });
        return found[0];
    }

    /**
     * Shows each open session whose handle was collected without a close. For the reaper's thread.
     */
    public void drainUnreachable(Consumer<Session> consumer) {
        byHandle.drain(
                session -> {
                    if (session.state() != Session.State.ENDED) {
                        consumer.accept(session);
                    }
                });
    }
}
