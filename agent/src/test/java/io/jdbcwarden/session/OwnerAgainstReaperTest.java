package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.LeakCause;
import java.util.ArrayDeque;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * The owner's close races a reclaim of the same handle, on a pool whose close is checked and then
 * acted upon without a lock, as in HikariCP, DBCP2, Tomcat JDBC and Agroal.
 */
class OwnerAgainstReaperTest {
    private static final int PAIRS = Integer.getInteger("race.pairs", 10_000_000);

    @Test
    void theWordEndsEachSessionOnceInTenMillionRaces() throws Exception {
        Race race = new Race(Handle::closeGuarded, Handle::reclaimGuarded);

        race.run(PAIRS);

        assertThat(race.pool.doubleLends.get()).as("physical connections in two hands").isZero();
        assertThat(race.pool.size()).as("slots").isEqualTo(race.pool.slots);
        assertThat(race.byOwner.get() + race.byReaper.get()).as("ends").isEqualTo(PAIRS);
        assertThat(race.byOwner.get()).as("ended by the owner").isPositive();
        assertThat(race.byReaper.get()).as("ended by the reaper").isPositive();
    }

    /** The same run without the word: it shows that the test above can fail. */
    @Test
    void withoutTheWordThePoolLendsOneConnectionTwice() throws Exception {
        Race race = new Race(Handle::close, Handle::close);

        // Ends with the first one; how soon depends on how the two threads meet.
        race.runUntil(() -> race.pool.doubleLends.get() > 0, 10_000_000);

        assertThat(race.pool.doubleLends.get()).isPositive();
    }

    /**
     * One thread borrows a batch and closes it, another reclaims the same batch at the same time:
     * each handle is a pair. Batches, because a handshake for each pair would measure the
     * scheduler.
     */
    private static final class Race {
        private static final int BATCH = 250;

        final StubPool pool = new StubPool(BATCH);
        final AtomicInteger byOwner = new AtomicInteger();
        final AtomicInteger byReaper = new AtomicInteger();
        private final BiConsumer<Handle, AtomicInteger> owner;
        private final BiConsumer<Handle, AtomicInteger> reaper;
        private final CyclicBarrier turn = new CyclicBarrier(2);
        private final Handle[] batch = new Handle[BATCH];
        private volatile boolean over;

        Race(BiConsumer<Handle, AtomicInteger> owner, BiConsumer<Handle, AtomicInteger> reaper) {
            this.owner = owner;
            this.reaper = reaper;
        }

        void run(int pairs) throws Exception {
            runUntil(() -> false, pairs);
        }

        void runUntil(BooleanSupplier enough, int pairs) throws Exception {
            Thread other = new Thread(this::reap);
            other.start();
            for (int done = 0; done < pairs && !enough.getAsBoolean(); done += BATCH) {
                for (int i = 0; i < BATCH; i++) {
                    batch[i] = pool.borrow(done + i);
                }
                turn.await();
                for (Handle handle : batch) {
                    owner.accept(handle, byOwner);
                }
                turn.await();
            }
            over = true;
            turn.await();
            other.join();
        }

        private void reap() {
            try {
                boolean backwards = false;
                turn.await();
                while (!over) {
                    // Behind the owner in one batch, towards it in the next: so they do meet.
                    for (int i = 0; i < BATCH; i++) {
                        reaper.accept(batch[backwards ? BATCH - 1 - i : i], byReaper);
                    }
                    backwards = !backwards;
                    turn.await();
                    turn.await();
                }
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class StubPool {
        final int slots;
        private final ArrayDeque<Physical> idle = new ArrayDeque<>();
        final AtomicInteger doubleLends = new AtomicInteger();

        StubPool(int slots) {
            this.slots = slots;
            for (int i = 0; i < slots; i++) {
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
            // Given back twice, it is below zero and idle twice: lent out twice next.
            if (physical.holders.incrementAndGet() != 1) {
                doubleLends.incrementAndGet();
            }
            return new Handle(this, physical, id);
        }

        synchronized void giveBack(Physical physical) {
            physical.holders.decrementAndGet();
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

        /**
         * The pool's own close: it looks, resets the connection, and then says that it is closed.
         */
        void close(AtomicInteger count) {
            if (!closed) {
                for (int i = 0; i < 20; i++) {
                    Thread.onSpinWait();
                }
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
