package io.jdbcwarden.jmx;

import io.jdbcwarden.operate.HealthCheck;
import io.jdbcwarden.operate.LiveSettings;
import io.jdbcwarden.operate.LoadTest;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Probe;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.WorkKinds;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the beans show and do. Filled once by the wiring, before the first bean. */
public final class Parts {
    final Clock clock;
    final DistinctErrors errors;
    final Pools pools;
    final SessionTable sessions;
    final Incidents incidents;
    final WorkKinds kinds;
    final Reclaimer reclaimer;
    final Transactions transactions;
    final LiveSettings settings;
    final HealthCheck health;
    final MeterReader meters;
    final Probe probe;
    final LoadTest loadTest;
    final Supplier<Map<String, Set<String>>> instrumented;
    final long startedAtMillis;
    final long startedAtNanos;

    /** All of them; {@code instrumented} tells which hooks each class got, by class name. */
    public Parts(
            Clock clock,
            DistinctErrors errors,
            Pools pools,
            SessionTable sessions,
            Incidents incidents,
            WorkKinds kinds,
            Reclaimer reclaimer,
            Transactions transactions,
            LiveSettings settings,
            HealthCheck health,
            MeterReader meters,
            Probe probe,
            LoadTest loadTest,
            Supplier<Map<String, Set<String>>> instrumented) {
        this.clock = clock;
        this.errors = errors;
        this.pools = pools;
        this.sessions = sessions;
        this.incidents = incidents;
        this.kinds = kinds;
        this.reclaimer = reclaimer;
        this.transactions = transactions;
        this.settings = settings;
        this.health = health;
        this.meters = meters;
        this.probe = probe;
        this.loadTest = loadTest;
        this.instrumented = instrumented;
        this.startedAtMillis = clock.millis();
        this.startedAtNanos = clock.nanos();
    }

    /** Where errors of the agent are counted. */
    public DistinctErrors errors() {
        return errors;
    }
}
