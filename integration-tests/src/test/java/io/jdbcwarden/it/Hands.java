package io.jdbcwarden.it;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which physical connections are in somebody's hands, by their server process. Any thread. */
final class Hands {
    private final ConcurrentHashMap<Integer, Thread> holders = new ConcurrentHashMap<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final List<String> shared = new CopyOnWriteArrayList<>();

    /** To be called after a borrow. */
    void take(int pid) {
        seen.add(pid);
        Thread other = holders.putIfAbsent(pid, Thread.currentThread());
        if (other != null) {
            shared.add(pid + " of " + other + " was also lent to " + Thread.currentThread());
        }
    }

    /** To be called before a return. */
    void giveBack(int pid) {
        holders.remove(pid, Thread.currentThread());
    }

    /** Physical connections that were in two hands at once. */
    List<String> shared() {
        return shared;
    }

    /** How many different physical connections were lent. */
    int different() {
        return seen.size();
    }
}
