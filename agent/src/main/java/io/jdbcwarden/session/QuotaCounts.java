package io.jdbcwarden.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections of one pool each user, or each request, has now. Kept only while a quota
 * asks for it; who has none is in no list. Any thread; takes no lock of its own.
 */
public final class QuotaCounts {
    /** A count that has come to this is of no list any more, and is never raised again. */
    private static final int GONE = -1;

    private final ConcurrentMap<Object, Count> counts = new ConcurrentHashMap<>();

    /**
     * Counts one more.
     *
     * @param holder the user's name, or the request's scope
     * @param most if the holder has so many already, none is counted
     * @return to be given back once; null if none was counted
     */
    public @Nullable Count take(Object holder, int most) {
        while (true) {
            Count count = counts.get(holder);
            if (count == null) {
                Count made = new Count(holder);
                count = counts.putIfAbsent(holder, made);
                count = count == null ? made : count;
            }
            int now = count.number.get();
            if (now >= most) {
                return null;
            }
            if (now == GONE) {
                counts.remove(holder, count);
            } else if (count.number.compareAndSet(now, now + 1)) {
                return count;
            }
        }
    }

    /** How many have a connection, or are just getting one. */
    int holders() {
        return counts.size();
    }

    /** The connections of one holder. */
    public final class Count {
        private final Object holder;
        private final AtomicInteger number = new AtomicInteger();

        private Count(Object holder) {
            this.holder = holder;
        }

        /** One that was taken has ended. */
        public void giveBack() {
            if (number.decrementAndGet() == 0 && number.compareAndSet(0, GONE)) {
                counts.remove(holder, this);
            }
        }
    }
}
