package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

    @Test
    void growsWithKeysThatArePutIfAbsent() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            Object key = new Object();
            keys.add(key);
            assertThat(map.putIfAbsent(key, "value " + i)).isEqualTo("value " + i);
        }

        for (int i = 0; i < 5000; i++) {
            assertThat(map.get(keys.get(i))).isEqualTo("value " + i);
        }
    }

    @Test
    void findsAValueByIdentityAndNeverByEquality() {
        Object first = new AlwaysEqual();
        Object second = new AlwaysEqual();
        map.put(first, "first");

        assertThat(map.get(first)).isEqualTo("first");
        assertThat(map.get(second)).isNull();
    }

    @Test
    void forgetsARemovedKeyAndKeepsItsNeighbours() {
        List<Object> keys = fill(1000);

        for (int i = 0; i < 1000; i += 2) {
            assertThat(map.remove(keys.get(i))).isEqualTo("value " + i);
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(map.get(keys.get(i))).isEqualTo(i % 2 == 0 ? null : "value " + i);
        }
        assertThat(map.size()).isEqualTo(500);
        assertThat(map.remove(keys.get(0))).isNull();
    }

    @Test
    void showsEveryValueOnceAfterItHasGrown() {
        List<Object> keys = fill(5000);
        List<String> seen = new ArrayList<>();

        map.forEach(seen::add);

        assertThat(seen).hasSize(5000).doesNotHaveDuplicates();
        assertThat(keys).hasSize(5000);
    }

    @Test
    void keepsTheFirstValueOfAKeyThatIsPutIfAbsent() {
        Object key = new Object();

        assertThat(map.putIfAbsent(key, "first")).isEqualTo("first");
        assertThat(map.putIfAbsent(key, "second")).isEqualTo("first");
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void drainsTheValueOfACollectedKeyOnce() {
        List<Object> kept = fill(200);
        map.put(new Object(), "lost");
        Set<String> drained = new HashSet<>();

        await().until(
                        () -> {
                            System.gc();
                            map.drain(drained::add);
                            return !drained.isEmpty();
                        });

        assertThat(drained).containsExactly("lost");
        assertThat(map.size()).isEqualTo(kept.size());
        assertThat(map.drain(drained::add)).isZero();
    }

    @Test
    void drainsAKeyThatWasCollectedBeforeTheMapGrew() {
        for (int i = 0; i < 50; i++) {
            map.put(new Object(), "lost " + i);
        }
        System.gc();
        List<Object> kept = fill(2000);
        Set<String> drained = new HashSet<>();

        await().until(
                        () -> {
                            System.gc();
                            map.drain(drained::add);
                            return drained.size() == 50;
                        });

        assertThat(map.size()).isEqualTo(kept.size());
    }

    @Test
    void losesNothingWhenThreadsPutAndRemoveWhileItGrows() throws Exception {
        int threads = 8;
        int each = 20_000;
        CyclicBarrier start = new CyclicBarrier(threads);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> running = new ArrayList<>();
        List<List<Object>> kept = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            List<Object> mine = new ArrayList<>();
            kept.add(mine);
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                    putAndRemove(mine, each);
                                } catch (Throwable e) {
                                    failure.set(e);
                                }
                            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(failure.get()).isNull();
        assertThat(map.size()).isEqualTo(threads * each / 2);
        for (List<Object> mine : kept) {
            for (Object key : mine) {
                assertThat(map.get(key)).isEqualTo("kept");
            }
        }
    }

    private void putAndRemove(List<Object> kept, int count) {
        for (int i = 0; i < count; i++) {
            Object key = new Object();
            map.put(key, i % 2 == 0 ? "kept" : "gone");
            if (i % 2 == 0) {
                kept.add(key);
            } else {
                assertThat(map.remove(key)).isEqualTo("gone");
            }
        }
    }

    private List<Object> fill(int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object key = new Object();
            keys.add(key);
            map.put(key, "value " + i);
        }
        return keys;
    }

    private static final class AlwaysEqual {
        @Override
        public boolean equals(Object other) {
            return other instanceof AlwaysEqual;
        }

        @Override
        public int hashCode() {
            throw new AssertionError("asked the database for a hash code");
        }
    }
}
