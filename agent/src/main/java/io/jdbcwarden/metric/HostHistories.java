package io.jdbcwarden.metric;

import io.jdbcwarden.util.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that one pool is, was or may be connected to. At most {@value #MOST}: where addresses
 * change with every connection, the later ones share one line. Any thread.
 */
public final class HostHistories {
    static final int MOST = 32;
    static final String OTHERS = "(others)";

    private final Clock clock;
    private final Map<String, HostHistory> byAddress = new ConcurrentHashMap<>();
    private volatile @Nullable HostHistory current;

    public HostHistories(Clock clock) {
        this.clock = clock;
    }

    /** A connection to this host was lent for the first time; its history, from now on if new. */
    public HostHistory connected(String address, ServerRole role) {
        HostHistory history = of(address);
        history.connected(role, clock.millis());
        return history;
    }

    private HostHistory of(String address) {
        HostHistory known = byAddress.get(address);
        if (known != null) {
            return known;
        }
        String key = byAddress.size() < MOST ? address : OTHERS;
        return byAddress.computeIfAbsent(key, text -> new HostHistory(text, clock.millis()));
    }

    /** A borrow failed, and the driver had none of these hosts to go to. */
    public void failed(Iterable<String> addresses) {
        for (String address : addresses) {
            of(address).failed(clock.millis());
        }
    }

    /**
     * Looks which host serves the pool now: another one than before, once that one serves borrows
     * and the former has served none for a while. To be called by one thread, about once a second.
     *
     * @param silentMillis how long the former must have served none
     * @return the former, if there is another one now; else null
     */
    public @Nullable HostHistory moved(long silentMillis) {
        HostHistory before = current;
        HostHistory latest = before;
        for (HostHistory host : byAddress.values()) {
            if (host.lastBorrowMillis() > 0
                    && (latest == null || host.lastBorrowMillis() > latest.lastBorrowMillis())) {
                latest = host;
            }
        }
        if (latest == before || latest == null) {
            return null;
        }
        if (before != null
                && latest.lastBorrowMillis() - before.lastBorrowMillis() < silentMillis) {
            return null;
        }
        current = latest;
        return before;
    }

    /** The host that serves the pool now; null before the first borrow, or if none is known. */
    public @Nullable HostHistory current() {
        return current;
    }

    /** All of them, in the order in which they became known. */
    public List<HostHistory> all() {
        List<HostHistory> all = new ArrayList<>(byAddress.values());
        all.sort(
                Comparator.comparingLong(HostHistory::sinceMillis)
                        .thenComparing(HostHistory::address));
        return all;
    }
}
