package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.session.WorkKind;
import io.jdbcwarden.session.WorkKinds;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** {@code jdbcwarden:type=Work}: what each kind of request does with its connections. */
final class WorkBean {
    static final Columns KINDS =
            Columns.of("Work", "Kinds of work, and what they do with their connections")
                    .column("kind", STRING, "What was called; the kind of thread outside requests")
                    .column("requests", LONG, "Requests; outside of requests each session is one")
                    .column("sessions", LONG, "Connections that they borrowed")
                    .column("statements", LONG, "Statements that they ran")
                    .column("statementsPerRequest", DOUBLE, "Statements of a request, on average")
                    .column("mostStatements", LONG, "The most statements of one request")
                    .column("sqlMillis", DOUBLE, "Time in statements, of a request on average")
                    .column("leaseMillis", DOUBLE, "Time connections were out, likewise")
                    .column("idleShare", DOUBLE, "The share of that without a statement, 0 to 1")
                    .key(1);

    private static final double NANOS_PER_MILLI = 1e6;

    private WorkBean() {}

    static OpenBean of(WorkKinds kinds) {
        return new OpenBean("What each kind of work does with its connections")
                .attribute(
                        "Kinds",
                        KINDS.table(),
                        "Kinds of work; beyond " + WorkKinds.MOST + " they are one, called other",
                        () -> table(kinds));
    }

    private static TabularData table(WorkKinds kinds) {
        List<CompositeData> rows = new ArrayList<>();
        for (WorkKind kind : kinds.all()) {
            double perRequest = 1 / (NANOS_PER_MILLI * Math.max(1, kind.requests()));
            rows.add(
                    KINDS.row(
                            kind.name(),
                            kind.requests(),
                            kind.sessions(),
                            kind.statements(),
                            kind.statementsPerRequest(),
                            kind.mostStatements(),
                            kind.sqlNanos() * perRequest,
                            kind.leaseNanos() * perRequest,
                            kind.idleShare()));
        }
        return KINDS.table(rows);
    }
}
