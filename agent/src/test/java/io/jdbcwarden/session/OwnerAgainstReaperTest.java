package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.LeakCause;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The owner's close races a reclaim of the same handle, on a pool whose close is checked and then
 * acted upon without a lock, as in HikariCP, DBCP2, Tomcat JDBC and Agroal.
 */
class OwnerAgainstReaperTest {
    private static final int PAIRS = Integer.getInteger("race.pairs", 10_000_000);
    private static final int SLOTS = 4;

    @Test
    void theWordEndsEachSessionOnceInTenMillionRaces() throws Exception {
        Race race = new Race(Handle::closeGuarded, Handle::reclaimGuarded);

        race.run(PAIRS);

        assertThat(race.pool.doubleLends.get()).as("physical connections in two hands").isZero();
        assertThat(race.pool.size()).as("slots").isEqualTo(SLOTS);
        assertThat(race.byOwner.get() + race.byReaper.get()).as("ends").isEqualTo(PAIRS);
        assertThat(race.byOwner.get()).as("ended by the owner").isPositive();
        assertThat(race.byReaper.get()).as("ended by the reaper").isPositive();
    }

    /** The same run without the word: it shows that the test above can fail. */
    @Test
    void withoutTheWordThePoolLendsOneConnectionTwice() throws Exception {
        Race race = new Race(Handle::close, Handle::close);

        race.runUntil(() -> race.pool.doubleLends.get() > 0 || race.pool.size() != SLOTS, PAIRS);

        assertThat(race.pool.doubleLends.get() + Math.abs(race.pool.size() - SLOTS)).isPositive();
    }

    /** One thread borrows and closes, another reclaims what it sees: strictly in pairs. */
    private static final class Race {
        final StubPool pool = new StubPool();
        final AtomicInteger byOwner = new AtomicInteger();
        final AtomicInteger byReaper = new AtomicInteger();
        private final BiConsumer<Handle, AtomicInteger> owner;
        private final BiConsumer<Handle, AtomicInteger> reaper;
        private final AtomicReference<@Nullable Handle> published = new AtomicReference<>();
        private volatile boolean over;

        Race(BiConsumer<Handle, AtomicInteger> owner, BiConsumer<Handle, AtomicInteger> reaper) {
            this.owner = owner;
            this.reaper = reaper;
        }

        void run(int pairs) throws InterruptedException {
            runUntil(() -> false, pairs);
        }

        void runUntil(java.util.function.BooleanSupplier enough, int pairs)
                throws InterruptedException {
            Thread other = new Thread(this::reap);
            other.start();
            for (int i = 0; i < pairs && !enough.getAsBoolean(); i++) {
                Handle handle = pool.borrow(i);
                published.set(handle);
                // Let the other thread come close: some rounds it wins, some it loses.
                for (int spin = i & 63; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                owner.accept(handle, byOwner);
                int waited = 0;
                while (published.get() != null) {
                    pause(waited++);
                }
            }
            over = true;
            other.join();
        }

        private void reap() {
            int waited = 0;
            while (!over) {
                Handle handle = published.get();
                if (handle == null) {
                    pause(waited++);
                    continue;
                }
                waited = 0;
                reaper.accept(handle, byReaper);
                published.set(null);
            }
        }

        // Two threads may share one core: the one that waits has to give it up.
        @SuppressWarnings("ThreadPriorityCheck")
        private static void pause(int waited) {
            if (waited < 200) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private static final class StubPool {
        private final ArrayDeque<Physical> idle = new ArrayDeque<>();
        final AtomicInteger doubleLends = new AtomicInteger();

        StubPool() {
            for (int i = 0; i < SLOTS; i++) {
                idle.add(new Physical());
            }
        }

        synchronized int size() {
            return idle.size();
        }

        Handle borrow(long id) {
            Physical physical;
            synchronized (this) {
                physical = idle.poll();
            }
            if (physical == null) {
                // A lost slot would end the run here; it is counted at the end.
                physical = new Physical();
            }
            if (physical.holders.incrementAndGet() > 1) {
                doubleLends.incrementAndGet();
            }
            return new Handle(this, physical, id);
        }

        synchronized void giveBack(Physical physical) {
            physical.holders.set(idle.contains(physical) ? 1 : 0);
            idle.add(physical);
        }

        synchronized void replace() {
            idle.add(new Physical());
        }
    }

    private static final class Physical {
        final AtomicInteger holders = new AtomicInteger();
    }

    private static final class Handle {
        private final StubPool pool;
        private final Physical physical;
        private final Session session;
        private volatile boolean closed;

        Handle(StubPool pool, Physical physical, long id) {
            this.pool = pool;
            this.physical = physical;
            this.session = Sessions.of(id, physical);
        }

        /** The pool's own close: it looks, then it acts. */
        void close(AtomicInteger count) {
            if (!closed) {
                closed = true;
                count.incrementAndGet();
                pool.giveBack(physical);
            }
        }

        void closeGuarded(AtomicInteger count) {
            if (session.beginReturn()) {
                close(count);
                session.end();
            }
        }

        void reclaimGuarded(AtomicInteger count) {
            if (session.beginReclaim(session.observe(), LeakCause.IDLE)) {
                count.incrementAndGet();
                pool.replace();
                session.end();
            }
        }
    }
}
