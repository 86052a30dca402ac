package io.jdbcwarden.util;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Counts the agent's own errors. Two are the same if what failed, the class of the error and the
 * place that threw it are the same; only the first of them is told, the others are counted.
 *
 * <p>Any thread; never throws. Keeps names only: no error, and so no class loader, and no message,
 * which may quote data. After {@value #MOST} distinct errors further new ones are counted in the
 * total, and no more told.
 */
public final class DistinctErrors {
    static final int MOST = 64;

    private final BiConsumer<String, Throwable> onFirst;
    private final ConcurrentMap<DistinctError, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicInteger distinct = new AtomicInteger();
    private final LongAdder total = new LongAdder();

    /**
     * @param onFirst told of each distinct error once, on the thread that recorded it and outside
     *     every lock; what it throws is dropped
     */
    public DistinctErrors(BiConsumer<String, Throwable> onFirst) {
        this.onFirst = onFirst;
    }

    /**
     * Counts an error.
     *
     * @param kind what failed, in few words: one word too many makes each error a new one
     */
    public void record(String kind, Throwable error) {
        total.increment();
        try {
            DistinctError key = DistinctError.of(kind, error);
            LongAdder count = counts.get(key);
            if (count != null) {
                count.increment();
            } else if (addFirst(key)) {
                onFirst.accept(kind, error);
            }
        } catch (Throwable t) {
            // An error about an error: there is nobody left to tell. It is in the total.
        }
    }

    /** All errors so far, those that were not kept apart included. */
    public long total() {
        return total.sum();
    }

    /** The distinct errors so far, in no order. */
    public List<DistinctError> errors() {
        return new ArrayList<>(counts.keySet());
    }

    /** How often this one happened. */
    public long count(DistinctError error) {
        LongAdder count = counts.get(error);
        return count == null ? 0 : count.sum();
    }

    private boolean addFirst(DistinctError key) {
        if (distinct.get() >= MOST || distinct.incrementAndGet() > MOST) {
            return false;
        }
        LongAdder count = new LongAdder();
        count.increment();
        LongAdder other = counts.putIfAbsent(key, count);
        if (other == null) {
            return true;
        }
        distinct.decrementAndGet();
        other.increment();
        return false;
    }
}
