package io.jdbcwarden.util;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map from objects of the application, held weakly and compared by identity, to state
 * of the agent.
 *
 * <p>Never calls {@code equals}, {@code hashCode} or {@code toString} of a key: the handles of some
 * pools answer those by asking the database. Look-ups take no lock and allocate nothing; a write
 * copies the bucket it changes, which holds one entry as a rule. Values must not strongly reach
 * their keys.
 *
 * <p>A bucket is an immutable chain swapped by CAS. Growing replaces each bucket of the old table
 * by a mark that sends readers and writers to the new one, so nobody ever waits for it.
 */
public final class WeakIdentityMap<K, V> {
    private static final int SMALLEST = 64;

    private final ReferenceQueue<K> collected = new ReferenceQueue<>();
    private volatile Table<K, V> table = new Table<>(SMALLEST);
    private final AtomicInteger size = new AtomicInteger();

    /** The value of a key, or null. Any thread. */
    public @Nullable V get(Object key) {
        int hash = spread(System.identityHashCode(key));
        Table<K, V> current = table;
        Node<K, V> node = current.get(hash & current.mask);
        while (node == current.moved) {
            current = current.successor();
            node = current.get(hash & current.mask);
        }
        for (; node != null; node = node.next) {
            if (node.get() == key) {
                return node.value;
            }
        }
        return null;
    }

    /** Maps a key that has no value yet. A second put of one key hides the first value. */
    public void put(K key, V value) {
        int hash = spread(System.identityHashCode(key));
        Table<K, V> current = table;
        while (true) {
            int index = hash & current.mask;
            Node<K, V> head = current.get(index);
            if (head == current.moved) {
                current = current.successor();
            } else if (current.compareAndSet(
                    index, head, new Node<>(key, collected, hash, value, head))) {
                break;
            }
        }
        if (size.incrementAndGet() > current.mask) {
            grow(current);
        }
    }

    /** Maps a key unless it has a value; returns the value that it has now. */
    public V putIfAbsent(K key, V value) {
        int hash = spread(System.identityHashCode(key));
        Table<K, V> current = table;
        while (true) {
            int index = hash & current.mask;
            Node<K, V> head = current.get(index);
            if (head == current.moved) {
                current = current.successor();
                continue;
            }
            for (Node<K, V> node = head; node != null; node = node.next) {
                if (node.get() == key) {
                    return node.value;
                }
            }
            if (current.compareAndSet(index, head, new Node<>(key, collected, hash, value, head))) {
                break;
            }
        }
        if (size.incrementAndGet() > current.mask) {
            grow(current);
        }
        return value;
    }

    /** Forgets a key; returns the value it had, or null. Any thread. */
    public @Nullable V remove(Object key) {
        int hash = spread(System.identityHashCode(key));
        Table<K, V> current = table;
        while (true) {
            int index = hash & current.mask;
            Node<K, V> head = current.get(index);
            if (head == current.moved) {
                current = current.successor();
                continue;
            }
            Node<K, V> found = head;
            while (found != null && found.get() != key) {
                found = found.next;
            }
            if (found == null) {
                return null;
            }
            if (current.compareAndSet(index, head, without(head, found))) {
                size.decrementAndGet();
                return found.value;
            }
        }
    }

    /**
     * The chain without one node: what stood before it is copied, what stands behind it is shared.
     */
    private @Nullable Node<K, V> without(@Nullable Node<K, V> head, Node<K, V> gone) {
        Node<K, V> chain = gone.next;
        for (Node<K, V> node = head; node != null && node != gone; node = node.next) {
            chain = node.copy(collected, chain);
        }
        return chain;
    }

    /** Shows every value whose key is not known to be collected. Weakly consistent. Any thread. */
    public void forEach(Consumer<? super V> consumer) {
        Table<K, V> current = table;
        forEach(current, 0, current.length(), consumer);
    }

    private void forEach(Table<K, V> in, int from, int to, Consumer<? super V> consumer) {
        for (int i = from; i < to; i++) {
            Node<K, V> node = in.get(i);
            if (node == in.moved) {
                Table<K, V> next = in.successor();
                for (int part = i; part <= next.mask; part += in.length()) {
                    forEach(next, part, part + 1, consumer);
                }
                continue;
            }
            for (; node != null; node = node.next) {
                consumer.accept(node.value);
            }
        }
    }

    /**
     * Removes the entries whose keys were collected and shows each one's value once. One thread at
     * a time.
     *
     * @return how many there were
     */
    @SuppressWarnings("unchecked")
    public int drain(Consumer<? super V> consumer) {
        int count = 0;
        for (Reference<? extends K> gone = collected.poll();
                gone != null;
                gone = collected.poll()) {
            Node<K, V> node = (Node<K, V>) gone;
            if (removeCollected(node)) {
                consumer.accept(node.value);
                count++;
            }
        }
        return count;
    }

    /**
     * A copied chain holds another node for the same value; the first one that is removed counts.
     */
    private boolean removeCollected(Node<K, V> gone) {
        Table<K, V> current = table;
        while (true) {
            int index = gone.hash & current.mask;
            Node<K, V> head = current.get(index);
            if (head == current.moved) {
                current = current.successor();
                continue;
            }
            Node<K, V> found = head;
            while (found != null && found.value != gone.value) {
                found = found.next;
            }
            if (found == null) {
                return false;
            }
            if (current.compareAndSet(index, head, without(head, found))) {
                size.decrementAndGet();
                return true;
            }
        }
    }

    /** How many entries there are, collected ones included until they are drained. */
    public int size() {
        return size.get();
    }

    private void grow(Table<K, V> old) {
        if (table != old || old.length() >= 1 << 24) {
            return;
        }
        Table<K, V> next = new Table<>(old.length() * 2);
        if (!old.successor.compareAndSet(null, next)) {
            return;
        }
        for (int i = 0; i < old.length(); i++) {
            Node<K, V> head;
            do {
                head = old.get(i);
                Node<K, V> low = null;
                Node<K, V> high = null;
                for (Node<K, V> node = head; node != null; node = node.next) {
                    if ((node.hash & old.length()) == 0) {
                        low = node.copy(collected, low);
                    } else {
                        high = node.copy(collected, high);
                    }
                }
                // Nobody looks at these two buckets before the mark below sends them there.
                next.set(i, low);
                next.set(i + old.length(), high);
            } while (!old.compareAndSet(i, head, old.moved));
        }
        table = next;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }

    private static final class Table<K, V> extends AtomicReferenceArray<@Nullable Node<K, V>> {
        private static final long serialVersionUID = 1L;

        final int mask;
        final transient Node<K, V> moved = new Node<>();
        final transient AtomicReference<@Nullable Table<K, V>> successor = new AtomicReference<>();

        Table(int length) {
            super(length);
            this.mask = length - 1;
        }

        Table<K, V> successor() {
            Table<K, V> next = successor.get();
            if (next == null) {
                throw new IllegalStateException("a bucket moved to no table");
            }
            return next;
        }
    }

    private static final class Node<K, V> extends WeakReference<K> {
        final int hash;
        final V value;
        final @Nullable Node<K, V> next;

        Node(
                @Nullable K key,
                ReferenceQueue<K> queue,
                int hash,
                V value,
                @Nullable Node<K, V> next) {
            super(key, queue);
            this.hash = hash;
            this.value = value;
            this.next = next;
        }

        /** The mark of a moved bucket. */
        @SuppressWarnings({"NullAway", "unchecked"})
        Node() {
            super(null);
            this.hash = 0;
            this.value = null;
            this.next = null;
        }

        Node<K, V> copy(ReferenceQueue<K> queue, @Nullable Node<K, V> tail) {
            return new Node<>(get(), queue, hash, value, tail);
        }
    }
}
