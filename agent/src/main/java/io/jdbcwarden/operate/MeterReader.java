package io.jdbcwarden.operate;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.metric.HistogramSnapshot;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.metric.PrometheusText;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.metric.SqlStates;
import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the meters now, for whatever shows them. Any thread. */
public final class MeterReader {
    private final Pools pools;
    private final SessionTable sessions;
    private final HealthCheck health;
    private final LiveSettings settings;
    private final DistinctErrors errors;
    private final Clock clock;

    public MeterReader(
            Pools pools,
            SessionTable sessions,
            HealthCheck health,
            LiveSettings settings,
            DistinctErrors errors,
            Clock clock) {
        this.pools = pools;
        this.sessions = sessions;
        this.health = health;
        this.settings = settings;
        this.errors = errors;
        this.clock = clock;
    }

    /** All values of a meter; no two have the same labels. */
    public List<Sample> read(Meter meter) {
        List<Sample> samples = new ArrayList<>();
        switch (meter) {
            case HEALTH:
                samples.add(Sample.of(health.check().status().number()));
                break;
            case HOOK_ERRORS:
                samples.add(Sample.count(errors.total()));
                break;
            case INFO:
                String mode = settings.current().get(Catalogue.MODE).name();
                samples.add(Sample.of(1, Version.text(), mode.toLowerCase(Locale.ROOT)));
                break;
            case SESSIONS_OLDEST:
                oldest(samples);
                break;
            default:
                for (GuardedPool pool : pools.all()) {
                    read(meter, pool, pool.metrics(), samples);
                }
        }
        return samples;
    }

    /** All meters in Prometheus' text format 0.0.4. */
    public String text() {
        PrometheusText text = new PrometheusText();
        for (Meter meter : Meter.values()) {
            text.meter(meter);
            for (Sample sample : read(meter)) {
                HistogramSnapshot histogram = sample.histogram();
                if (histogram == null) {
                    text.value(meter, sample.labels(), sample.value());
                } else {
                    text.histogram(meter, sample.labels(), histogram);
                }
            }
        }
        return text.toString();
    }

    private static void read(
            Meter meter, GuardedPool pool, PoolMetrics metrics, List<Sample> into) {
        String name = pool.name();
        switch (meter) {
            case POOL_CONNECTIONS:
                connections(pool, into);
                break;
            case BORROWS:
                into.add(Sample.count(metrics.borrows(), name, "ok"));
                into.add(Sample.count(metrics.borrowFailures(), name, "failed"));
                into.add(Sample.count(metrics.borrowTimeouts(), name, "timeout"));
                into.add(Sample.count(metrics.borrowsDenied(), name, "denied"));
                break;
            case BORROW_WAIT:
                into.add(Sample.of(metrics.borrowWait(), name));
                break;
            case LEASE:
                into.add(Sample.of(metrics.lease(), name));
                break;
            case STATEMENT:
                into.add(Sample.of(metrics.statement(), name));
                break;
            case LEAKS:
                for (LeakCause cause : LeakCause.values()) {
                    into.add(Sample.count(metrics.leaks(cause), name, cause.name()));
                }
                break;
            case RECLAIMS:
                reclaims(name, metrics, into);
                break;
            case VIOLATIONS:
                for (ViolationKind kind : ViolationKind.values()) {
                    into.add(Sample.count(metrics.violations(kind), name, kind.name()));
                }
                break;
            case DIRTY_RETURNS:
                into.add(Sample.count(metrics.dirtyReturns(), name));
                break;
            case STATE_RESETS:
                into.add(Sample.count(metrics.stateResets(), name));
                break;
            case NESTED_BORROWS:
                into.add(Sample.count(metrics.nestedBorrows(), name));
                break;
            case DEADLOCKS:
                into.add(Sample.count(metrics.deadlocks(), name));
                break;
            case SLOW_STATEMENTS:
                into.add(Sample.count(metrics.slowStatements(), name));
                break;
            case STATEMENT_ERRORS:
                for (int i = 0; i < SqlStates.size(); i++) {
                    long count = metrics.statementErrorsByClass().count(i);
                    into.add(Sample.count(count, name, SqlStates.name(i)));
                }
                break;
            case BREAKER_STATE:
                into.add(Sample.count(pool.breaker().state().number(), name));
                break;
            case BREAKER_REJECTED:
                into.add(Sample.count(pool.breaker().rejected(), name));
                break;
            case SESSIONS:
                into.add(Sample.count(metrics.active(), name));
                break;
            default:
                throw new IllegalArgumentException("not of a pool: " + meter);
        }
    }

    private static void connections(GuardedPool pool, List<Sample> into) {
        PoolNumbers numbers = pool.numbers();
        connections(pool, "active", numbers.active(), into);
        connections(pool, "idle", numbers.idle(), into);
        connections(pool, "pending", numbers.pending(), into);
        connections(pool, "max", numbers.max(), into);
    }

    private static void connections(GuardedPool pool, String state, int number, List<Sample> into) {
        if (number >= 0) {
            into.add(Sample.count(number, pool.name(), pool.kind(), pool.region(), state));
        }
    }

    private static void reclaims(String name, PoolMetrics metrics, List<Sample> into) {
        for (LeakCause cause : LeakCause.values()) {
            for (ReclaimOutcome outcome : ReclaimOutcome.values()) {
                long count = metrics.reclaims(cause, outcome);
                into.add(Sample.count(count, name, cause.name(), outcome.name()));
            }
        }
    }

    private void oldest(List<Sample> into) {
        Map<String, Long> ages = new HashMap<>();
        long now = clock.nanos();
        sessions.forEachOpen(
                session ->
                        ages.merge(
                                session.pool().name(), now - session.borrowedAtNanos(), Math::max));
        for (GuardedPool pool : pools.all()) {
            Long age = ages.get(pool.name());
            into.add(Sample.of(age == null ? 0 : Math.max(age, 0) / 1e9, pool.name()));
        }
    }
}
