package io.jdbcwarden.session;

import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.util.WeakIdentityMap;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All sessions. Written by every borrow, read by JMX, the reaper and the console; takes no lock. A
 * reader may see a session that just ended.
 *
 * <p>Each physical connection has a {@link Slot} for as long as the pool keeps it, so a borrow and
 * its return write one reference, and add nothing to any map. A handle is found by the slot that
 * its thread used last, or through the pool's record behind it.
 *
 * <p>A session that its owner closed leaves the table at once. One that the agent took back is kept
 * by its handle until that is collected: a late use or close must still be recognised.
 */
public final class SessionTable {

    /** Knows the pool's record behind a handle, also of a closed one. */
    public interface Entries {
        /** The record, or null if the handle is of no pool that is guarded. */
        @Nullable Object entryOf(Object handle);

        /** Whether it is what an application borrows, and not what a pool keeps to itself. */
        default boolean isHandle(Object connection) {
            return true;
        }

        /** The connection behind a record of this pool; null if there is none, or it is unknown. */
        default @Nullable Object physicalOf(Object entry, PoolContext pool) {
            return null;
        }

        /** The history of the host that a connection is connected to; null if it is unknown. */
        default @Nullable HostHistory hostOf(@Nullable Object physical, PoolContext pool) {
            return null;
        }
    }

    private final Entries entries;
    private final WeakIdentityMap<Object, Slot> byEntry = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Session> takenBack = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Session> ofStatements = new WeakIdentityMap<>();
    private final AtomicReference<@Nullable Slot> newest = new AtomicReference<>();
    private final ReferenceQueue<Object> lost = new ReferenceQueue<>();
    private final AtomicLong ids = new AtomicLong();
    private final EarlierSessions earlier = new EarlierSessions();

    /** Of the reaper alone. */
    private long countedAtMillis;

    public SessionTable(Entries entries) {
        this.entries = entries;
    }

    /**
     * Opens a session for a handle that the application gets, and publishes it.
     *
     * @param entry the pool's own record of the physical connection; must not reach the handle
     * @param scope the request that borrowed, or null: the owner is then the thread
     * @param state of the calling thread
     */
    public Session open(
            Object handle,
            Object entry,
            PoolContext pool,
            @Nullable Scope scope,
            ThreadState state,
            Tags tags,
            long nowNanos,
            @Nullable Throwable borrowStack) {
        Slot slot = state.slot();
        if (slot == null || slot.get() != entry) {
            slot = slotOf(entry, pool);
            state.slot(slot);
        }
        Session before = slot.current();
        if (before != null) {
            endUnseen(before);
        }
        Session session =
                new Session(
                        handle,
                        lost,
                        slot,
                        entry,
                        state.nextId(ids),
                        pool,
                        scope,
                        state,
                        tags,
                        nowNanos,
                        borrowStack);
        if (scope != null) {
            session.pinHandle(handle);
            scope.add(session);
        }
        slot.open(session);
        return session;
    }

    private Slot slotOf(Object entry, PoolContext pool) {
        Slot known = byEntry.get(entry);
        if (known != null) {
            return known;
        }
        Slot made = Slot.of(entry);
        Slot won = byEntry.putIfAbsent(entry, made);
        if (won == made) {
            Slot head;
            do {
                head = newest.get();
                made.next = head;
            } while (!newest.compareAndSet(head, made));
            pool.metrics().observePeak();
            Object physical = entries.physicalOf(entry, pool);
            endInner(physical);
            made.host = entries.hostOf(physical, pool);
        }
        return won;
    }

    /**
     * A pool that takes its connections from another pool has borrowed this one for good: it is no
     * session of whoever made the pool do so.
     */
    private void endInner(@Nullable Object physical) {
        Session inner = physical == null || !entries.isHandle(physical) ? null : find(physical);
        if (inner != null) {
            endUnseen(inner);
        }
    }

    /** The pool lends a connection anew whose return was not seen: it took it back by itself. */
    private static void endUnseen(Session before) {
        if (before.beginReturn()) {
            before.pool().metrics().shared().closed();
            before.end();
        }
    }

    /**
     * The session of a handle; null if it is not known or was closed by its owner.
     *
     * @param state of the calling thread
     */
    public @Nullable Session get(Object handle, ThreadState state) {
        Slot slot = state.slot();
        if (slot != null) {
            Session session = slot.current();
            if (session != null && session.isOf(handle)) {
                return session;
            }
        }
        return find(handle);
    }

    /**
     * What is known of a connection from earlier sessions; null if nothing.
     *
     * @param entry the pool's own record of it
     */
    public @Nullable ConnectionState stateOf(Object entry) {
        Slot slot = byEntry.get(entry);
        return slot == null ? null : slot.knownState();
    }

    private @Nullable Session find(Object handle) {
        Object entry = entries.entryOf(handle);
        Slot slot = entry == null ? null : byEntry.get(entry);
        Session session = slot == null ? null : slot.current();
        if (session != null && session.isOf(handle)) {
            return session;
        }
        return takenBack.size() == 0 ? null : takenBack.get(handle);
    }

    /** What was borrowed before the agent came. */
    public EarlierSessions earlier() {
        return earlier;
    }

    /** Whether it is what an application borrows, and not what a pool keeps to itself. */
    public boolean isHandle(Object connection) {
        return entries.isHandle(connection);
    }

    /** Keeps whose a statement is, which does not know the handle that made it. */
    public void own(Object statement, Session session) {
        ofStatements.put(statement, session);
    }

    /** The session of a statement that was {@linkplain #own owned}, ended or not; or null. */
    public @Nullable Session ownerOf(Object statement) {
        return ofStatements.get(statement);
    }

    /** Keeps a session that the agent takes back, before its connection can be lent again. */
    public void takeBack(Session session) {
        Object handle = session.handle();
        if (handle != null) {
            takenBack.put(handle, session);
        }
    }

    /** Shows each session that has not ended. */
    public void forEachOpen(Consumer<Session> consumer) {
        for (Slot slot = newest.get(); slot != null; slot = slot.next) {
            Session session = slot.current();
            if (session != null && session.state() != Session.State.ENDED) {
                consumer.accept(session);
            }
        }
    }

    /** The open session with this id, or null. A scan. */
    public @Nullable Session find(long id) {
        for (Slot slot = newest.get(); slot != null; slot = slot.next) {
            Session session = slot.current();
            if (session != null && session.id() == id) {
                return session.state() == Session.State.ENDED ? null : session;
            }
        }
        return null;
    }

    /**
     * Shows each open session whose handle was collected without a close, and forgets connections
     * that their pools have dropped. For the reaper's thread.
     */
    public void drainUnreachable(Consumer<Session> consumer) {
        for (Reference<?> gone = lost.poll(); gone != null; gone = lost.poll()) {
            Session session = (Session) gone;
            if (session.state() != Session.State.ENDED) {
                consumer.accept(session);
            }
        }
        takenBack.drain(session -> {});
        ofStatements.drain(session -> {});
        if (byEntry.drain(this::bury) > 0) {
            unlinkDead();
        }
    }

    /**
     * Shows each session that has not ended, and adds to the hosts' histories what their
     * connections were lent since the last time: both in one walk, most of which is waiting for
     * memory. For the reaper's thread.
     */
    public void lookAtAll(Consumer<Session> consumer, long nowMillis) {
        countedAtMillis = nowMillis;
        for (Slot slot = newest.get(); slot != null; slot = slot.next) {
            slot.countLent(nowMillis);
            Session session = slot.current();
            if (session != null && session.state() != Session.State.ENDED) {
                consumer.accept(session);
            }
        }
    }

    private void bury(Slot slot) {
        slot.countLent(countedAtMillis);
        slot.dead = true;
    }

    /** How many physical connections have a place. A scan, for tests. */
    int slots() {
        int slots = 0;
        for (Slot slot = newest.get(); slot != null; slot = slot.next) {
            slots++;
        }
        return slots;
    }

    /** Others only add in front, so all behind the first can be unlinked without them. */
    private void unlinkDead() {
        Slot head = newest.get();
        while (head != null && head.dead && newest.compareAndSet(head, head.next)) {
            head = newest.get();
        }
        Slot kept = head;
        while (kept != null) {
            Slot next = kept.next;
            while (next != null && next.dead) {
                next = next.next;
            }
            kept.next = next;
            kept = next;
        }
    }
}
