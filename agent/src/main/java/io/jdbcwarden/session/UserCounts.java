package io.jdbcwarden.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections of one pool each user has now. Kept only while a quota asks for it; a user
 * who has none is in no list. Any thread; takes no lock of its own.
 */
public final class UserCounts {
    /** A count that has come to this is of no list any more, and is never raised again. */
    private static final int GONE = -1;

    private final ConcurrentMap<String, Count> counts = new ConcurrentHashMap<>();

    /**
     * Counts one more of this user.
     *
     * @param most if the user has so many already, none is counted
     * @return to be given back once; null if none was counted
     */
    public @Nullable Count take(String user, int most) {
        while (true) {
            Count count = counts.get(user);
            if (count == null) {
                Count made = new Count(user);
                count = counts.putIfAbsent(user, made);
                count = count == null ? made : count;
            }
            int now = count.number.get();
            if (now >= most) {
                return null;
            }
            if (now == GONE) {
                counts.remove(user, count);
            } else if (count.number.compareAndSet(now, now + 1)) {
                return count;
            }
        }
    }

    /** How many users have a connection, or are just getting one. */
    int users() {
        return counts.size();
    }

    /** The connections of one user. */
    public final class Count {
        private final String user;
        private final AtomicInteger number = new AtomicInteger();

        private Count(String user) {
            this.user = user;
        }

        /** One that was taken has ended. */
        public void giveBack() {
            if (number.decrementAndGet() == 0 && number.compareAndSet(0, GONE)) {
                counts.remove(user, this);
            }
        }
    }
}
