package io.jdbcwarden.reclaim;

import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;

/** Keeps the histories of the hosts, and notices when a driver has failed over. */
public final class HostWatch {
    /**
     * So long a host must have served nothing before another one counts as its successor: where a
     * driver spreads its connections, both serve.
     */
    private static final long SILENT_MILLIS = 3_000;

    private final Pools pools;
    private final SessionTable sessions;
    private final Reports reports;
    private final Clock clock;

    public HostWatch(Pools pools, SessionTable sessions, Reports reports, Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.reports = reports;
        this.clock = clock;
    }

    /** One look; for the reaper's thread. */
    public void tick(long nowNanos) {
        sessions.countLent(clock.millis());
        for (GuardedPool pool : pools.all()) {
            HostHistory before = pool.hosts().moved(SILENT_MILLIS);
            HostHistory now = pool.hosts().current();
            if (before != null && now != null) {
                reports.moved(pool, before, now);
            }
        }
    }
}
