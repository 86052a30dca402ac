package io.jdbcwarden.reclaim;

import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;

/**
 * Notices when a driver has failed over, by the histories of the hosts that the reaper's pass
 * keeps.
 */
public final class HostWatch {
    /**
     * So long a host must have served nothing before another one counts as its successor: where a
     * driver spreads its connections, both serve.
     */
    private static final long SILENT_MILLIS = 3_000;

    private final Pools pools;
    private final Reports reports;

    public HostWatch(Pools pools, Reports reports) {
        this.pools = pools;
        this.reports = reports;
    }

    /** One look; for the reaper's thread. */
    public void tick(long nowNanos) {
        for (GuardedPool pool : pools.all()) {
            HostHistory before = pool.hosts().moved(SILENT_MILLIS);
            HostHistory now = pool.hosts().current();
            if (before != null && now != null) {
                reports.moved(pool, before, now);
            }
        }
    }
}
