package io.jdbcwarden.operate;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.session.Incident;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.util.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Judges the health from what is known anyway: it asks no database. Any thread. */
public final class HealthCheck {
    /** So long an alarm degrades the health. */
    static final long ALARM_MILLIS = 5 * 60_000;

    private final Pools pools;
    private final Incidents incidents;
    private final Supplier<List<String>> hooksOff;
    private final Clock clock;

    /**
     * @param hooksOff the names of the hooks that were switched off
     */
    public HealthCheck(
            Pools pools, Incidents incidents, Supplier<List<String>> hooksOff, Clock clock) {
        this.pools = pools;
        this.incidents = incidents;
        this.hooksOff = hooksOff;
        this.clock = clock;
    }

    /** The health now. */
    public Health check() {
        List<PoolHealth> judged = new ArrayList<>();
        for (GuardedPool pool : pools.all()) {
            judged.add(PoolHealth.of(pool));
        }
        List<String> others = new ArrayList<>();
        for (String hook : hooksOff.get()) {
            others.add("Hook " + hook + " failed repeatedly and is switched off.");
        }
        Incident alarm = incidents.newest("alarm");
        long since = alarm == null ? Long.MAX_VALUE : clock.millis() - alarm.atMillis();
        if (alarm != null && since < ALARM_MILLIS) {
            others.add(
                    "Pool "
                            + alarm.pool()
                            + ": "
                            + alarm.message()
                            + ", "
                            + since / 1000
                            + " s ago.");
        }
        return judge(judged, others);
    }

    /** The regions all of whose pools are down. */
    private static Set<String> down(List<PoolHealth> pools) {
        Set<String> down = new TreeSet<>();
        for (PoolHealth pool : pools) {
            if (pool.status() == Health.Status.DOWN) {
                down.add(pool.region());
            }
        }
        for (PoolHealth pool : pools) {
            if (pool.status() != Health.Status.DOWN) {
                down.remove(pool.region());
            }
        }
        return down;
    }

    static Health judge(List<PoolHealth> pools, List<String> others) {
        List<String> reasons = new ArrayList<>();
        Health.Status worst = others.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED;
        for (PoolHealth pool : pools) {
            if (pool.status().compareTo(worst) > 0) {
                worst = pool.status();
            }
            if (!pool.reason().isEmpty()) {
                reasons.add(pool.reason());
            }
        }
        for (String region : down(pools)) {
            reasons.add("Region " + region + " is down: no pool of it can borrow.");
        }
        reasons.addAll(others);
        return new Health(worst, reasons, pools);
    }
}
