package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.metric.HistogramSnapshot;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.metric.SqlStates;
import io.jdbcwarden.metric.ViolationKind;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The attributes of a pool that are tables. */
final class PoolTables {
    static final Columns LEAKS =
            Columns.of("Leaks", "Sessions that leaked")
                    .column("cause", STRING, "Why they count as leaked")
                    .column("count", LONG, "How many there were")
                    .key(1);

    static final Columns RECLAIMS =
            Columns.of("Reclaims", "What was done about leaked sessions")
                    .column("cause", STRING, "Why they count as leaked")
                    .column("outcome", STRING, "What was done")
                    .column("count", LONG, "How many there were")
                    .key(2);

    static final Columns VIOLATIONS =
            Columns.of("Violations", "Uses by somebody who does not own the session")
                    .column("kind", STRING, "How it was used")
                    .column("count", LONG, "How often")
                    .key(1);

    static final Columns ERRORS =
            Columns.of("StatementErrors", "Statements that failed")
                    .column("class", STRING, "The first two characters of the SQLState, or other")
                    .column("count", LONG, "How many failed so")
                    .key(1);

    private static final Columns BUCKETS =
            Columns.of("Buckets", "How many were not longer than a bound")
                    .column("le", STRING, "The bound in seconds, or +Inf")
                    .column("count", LONG, "How many, those of smaller bounds included")
                    .key(1);

    static final Columns DURATIONS =
            Columns.of("Durations", "Durations since the agent's start")
                    .column("count", LONG, "How many")
                    .column("totalSeconds", DOUBLE, "All added up, in seconds")
                    .column("max", DOUBLE, "The longest, in seconds")
                    .column("p50", DOUBLE, "Half were not longer, in seconds; estimated")
                    .column("p95", DOUBLE, "95 of 100 were not longer, in seconds; estimated")
                    .column("p99", DOUBLE, "99 of 100 were not longer, in seconds; estimated")
                    .column("buckets", BUCKETS.table(), "How many were not longer than a bound")
                    .key(1);

    private PoolTables() {}

    static TabularData leaks(PoolMetrics metrics) {
        List<CompositeData> rows = new ArrayList<>();
        for (LeakCause cause : LeakCause.values()) {
            rows.add(LEAKS.row(cause.name(), metrics.leaks(cause)));
        }
        return LEAKS.table(rows);
    }

    static TabularData reclaims(PoolMetrics metrics) {
        List<CompositeData> rows = new ArrayList<>();
        for (LeakCause cause : LeakCause.values()) {
            for (ReclaimOutcome outcome : ReclaimOutcome.values()) {
                long count = metrics.reclaims(cause, outcome);
                rows.add(RECLAIMS.row(cause.name(), outcome.name(), count));
            }
        }
        return RECLAIMS.table(rows);
    }

    static TabularData violations(PoolMetrics metrics) {
        List<CompositeData> rows = new ArrayList<>();
        for (ViolationKind kind : ViolationKind.values()) {
            rows.add(VIOLATIONS.row(kind.name(), metrics.violations(kind)));
        }
        return VIOLATIONS.table(rows);
    }

    static TabularData errors(PoolMetrics metrics) {
        List<CompositeData> rows = new ArrayList<>();
        for (int i = 0; i < SqlStates.size(); i++) {
            long count = metrics.statementErrorsByClass().count(i);
            rows.add(ERRORS.row(SqlStates.name(i), count));
        }
        return ERRORS.table(rows);
    }

    static CompositeData durations(HistogramSnapshot snapshot) {
        List<CompositeData> buckets = new ArrayList<>();
        for (HistogramSnapshot.Bucket bucket : snapshot.buckets()) {
            buckets.add(BUCKETS.row(bucket.le(), bucket.count()));
        }
        return DURATIONS.row(
                snapshot.count(),
                snapshot.totalSeconds(),
                snapshot.maxSeconds(),
                snapshot.quantileSeconds(0.5),
                snapshot.quantileSeconds(0.95),
                snapshot.quantileSeconds(0.99),
                BUCKETS.table(buckets));
    }
}
