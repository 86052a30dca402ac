package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.util.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    private final PoolContext pool = Sessions.pool();
    private final AtomicInteger lookedUp = new AtomicInteger();
    private final SessionTable table = new SessionTable(this::entryOf);
    private final ThreadState state = ThreadState.current();

    private Object entryOf(Object handle) {
        lookedUp.incrementAndGet();
        return ((Handle) handle).entry;
    }

    private Session open(Handle handle) {
        return open(handle, ThreadState.current());
    }

    private Session open(Handle handle, ThreadState of) {
        return table.open(handle, handle.entry, pool, null, of, Tags.NONE, 0, null);
    }

    private List<Session> shown() {
        List<Session> sessions = new ArrayList<>();
        table.forEachOpen(sessions::add);
        return sessions;
    }

    private static void close(Session session) {
        assertThat(session.beginReturn()).isTrue();
        session.end();
    }

    @Test
    void findsTheLastSessionOfAThreadWithoutAskingAnyMap() {
        Handle handle = new Handle(new Object());
        Session session = open(handle);

        assertThat(table.get(handle, state)).isSameAs(session);
        assertThat(lookedUp).hasValue(0);
    }

    @Test
    void findsEachOfSeveralSessionsOfAThread() {
        Handle first = new Handle(new Object());
        Handle second = new Handle(new Object());
        Session of = open(first);
        Session other = open(second);

        assertThat(table.get(first, state)).isSameAs(of);
        assertThat(table.get(second, state)).isSameAs(other);
        assertThat(shown()).containsExactlyInAnyOrder(of, other);
    }

    @Test
    void showsTheReaperEachOpenSessionOnce() {
        Session of = open(new Handle(new Object()));
        Session other = open(new Handle(new Object()));
        close(open(new Handle(new Object())));
        List<Session> looked = new ArrayList<>();

        table.lookAtAll(looked::add, 1);

        assertThat(looked).containsExactlyInAnyOrder(of, other);
    }

    @Test
    void findsTheSessionOfAnotherThread() {
        Handle handle = new Handle(new Object());
        Session session = open(handle);

        assertThat(
                        CompletableFuture.supplyAsync(
                                        () -> table.get(handle, ThreadState.current()))
                                .join())
                .isSameAs(session);
    }

    @Test
    void forgetsASessionThatItsOwnerClosed() {
        Handle handle = new Handle(new Object());
        Session session = open(handle);

        close(session);

        assertThat(table.get(handle, state)).isNull();
        assertThat(shown()).isEmpty();
        assertThat(table.find(session.id())).isNull();
    }

    @Test
    void doesNotTakeAnOldHandleForTheNextBorrowers() {
        Object connection = new Object();
        Handle old = new Handle(connection);
        close(open(old));
        Handle next = new Handle(connection);
        Session session = open(next);

        assertThat(table.get(old, state)).isNull();
        assertThat(table.get(next, state)).isSameAs(session);
    }

    /** As a static field of an application does that is unloaded: all else is let go. */
    @Test
    void aSessionTakenBackDoesNotKeepItsOwnHandle() throws Exception {
        WeakReference<Handle> handle = leakAndTakeBack();

        await().until(
                        () -> {
                            System.gc();
                            table.drainUnreachable(session -> {});
                            return handle.get() == null;
                        });
    }

    private WeakReference<Handle> leakAndTakeBack() throws Exception {
        List<Object> entry = new ArrayList<>();
        Handle handle = new Handle(entry);
        entry.add(handle);
        Session[] opened = new Session[1];
        // From JDK 19 on a dead thread keeps its task, and this one the handle.
        Thread borrower =
                new Thread(() -> opened[0] = open(handle, ThreadState.current()), "newsletter");
        borrower.start();
        borrower.join();
        Session session = opened[0];
        assertThat(session.beginReclaim(LeakCause.OWNER_DEAD)).isTrue();
        table.takeBack(session);
        session.end();
        session.letGo();
        assertThat(table.get(handle, state)).isSameAs(session);
        assertThat(session.isTakenBack()).isTrue();
        assertThat(session.threadName()).isEqualTo("newsletter");
        return new WeakReference<>(handle);
    }

    @Test
    void leavesTheNextBorrowersSessionAloneWhenTheLastCloseIsLate() {
        Object connection = new Object();
        Session first = open(new Handle(connection));
        first.beginReturn();
        // The pool has the connection back already, and lends it on.
        Handle next = new Handle(connection);
        Session second = open(next);

        first.end();

        assertThat(table.get(next, state)).isSameAs(second);
        assertThat(shown()).containsExactly(second);
    }

    @Test
    void endsASessionWhoseReturnWasNotSeen() {
        Object connection = new Object();
        Session first = open(new Handle(connection));
        Session second = open(new Handle(connection));

        assertThat(first.state()).isEqualTo(Session.State.ENDED);
        assertThat(first.isTakenBack()).isFalse();
        assertThat(shown()).containsExactly(second);
    }

    @Test
    void knowsAHandleThatWasTakenBackThoughItsConnectionIsLentAgain() {
        Object connection = new Object();
        Handle old = new Handle(connection);
        Session session = open(old);
        session.beginReclaim(LeakCause.REQUEST_ENDED);
        table.takeBack(session);
        session.end();
        open(new Handle(connection));

        assertThat(table.get(old, state)).isSameAs(session);
        assertThat(session.isTakenBack()).isTrue();
        assertThat(session.enterCall()).isFalse();
    }

    @Test
    void showsASessionWhoseHandleWasCollectedOnce() {
        Object connection = new Object();
        Session session = open(new Handle(connection));
        List<Session> lost = new ArrayList<>();

        await().until(
                        () -> {
                            System.gc();
                            table.drainUnreachable(lost::add);
                            return !lost.isEmpty();
                        });
        table.drainUnreachable(lost::add);

        assertThat(lost).containsExactly(session);
        assertThat(session.entry()).isSameAs(connection);
    }

    @Test
    void holdsTheHandleOfAYoungRequestSoThatItIsNotLost() {
        TagSources none = new TagSources(List.of(), List.of(), java.util.Map.of(), key -> null);
        Scope scope = Scope.of("request", Tags.NONE, none, 0);
        Object connection = new Object();
        Session session =
                table.open(
                        new Handle(connection), connection, pool, scope, state, Tags.NONE, 0, null);
        List<Session> lost = new ArrayList<>();

        System.gc();
        table.drainUnreachable(lost::add);
        assertThat(lost).isEmpty();
        assertThat(session.handle()).isNotNull();
        session.pinHandle(null);

        await().until(
                        () -> {
                            System.gc();
                            table.drainUnreachable(lost::add);
                            return lost.contains(session);
                        });
    }

    @Test
    void forgetsConnectionsThatTheirPoolHasDropped() {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Object connection = new Object();
            Handle handle = new Handle(connection);
            Session session = open(handle);
            if (i % 3 == 0) {
                kept.add(handle);
            } else {
                close(session);
            }
        }
        assertThat(table.slots()).isEqualTo(300);

        await().until(
                        () -> {
                            System.gc();
                            table.drainUnreachable(session -> {});
                            // The thread's last connection may be one of the dropped.
                            return table.slots() <= kept.size() + 1;
                        });

        assertThat(shown()).hasSize(kept.size());
    }

    @Test
    void givesEverySessionAnIdOfItsOwn() throws Exception {
        ConcurrentLinkedQueue<Long> ids = new ConcurrentLinkedQueue<>();

        Threads.together(
                8,
                () -> {
                    ThreadState mine = ThreadState.current();
                    Handle handle = new Handle(new Object());
                    for (int i = 0; i < 1_000; i++) {
                        Session session = open(handle, mine);
                        ids.add(session.id());
                        session.beginReturn();
                        session.end();
                    }
                    return true;
                });

        assertThat(ids).hasSize(8_000).doesNotHaveDuplicates().allMatch(id -> id > 0);
    }

    private static final class Handle {
        final Object entry;

        Handle(Object entry) {
            this.entry = entry;
        }
    }
}
