package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.BOOLEAN;
import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.operate.Health;
import io.jdbcwarden.operate.PoolHealth;
import io.jdbcwarden.operate.Probe;
import io.jdbcwarden.operate.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;

/** {@code jdbcwarden:type=Health}: whether borrows are served, and why not. */
final class HealthBean {
    private static final Columns POOLS =
            Columns.of("Pools", "The guarded pools")
                    .column("name", STRING, "The pool's name")
                    .column("region", STRING, "The label of its database")
                    .column("role", STRING, "primary or replica; empty if it is not known")
                    .column("status", STRING, "UP, DEGRADED or DOWN")
                    .column("reason", STRING, "Why it is not UP")
                    .column("breaker", STRING, "CLOSED, OPEN or HALF_OPEN")
                    .column("active", INTEGER, "Connections that are borrowed")
                    .column("idle", INTEGER, "Connections that wait to be borrowed")
                    .column("pending", INTEGER, "Threads that wait for a connection")
                    .column("max", INTEGER, "The most connections the pool may have")
                    .key(1);

    private static final Columns PROBE =
            Columns.of("Probe", "What came of a probe")
                    .column("pool", STRING, "The pool's name")
                    .column("ok", BOOLEAN, "Whether the database answered")
                    .column("millis", DOUBLE, "How long it took, in milliseconds")
                    .column("problem", STRING, "What was wrong; empty if nothing")
                    .key(1);

    private HealthBean() {}

    static OpenBean of(Parts parts) throws OpenDataException {
        return new OpenBean("Whether the guarded pools serve the application")
                .attribute(
                        "Status",
                        STRING,
                        "UP; DEGRADED: served, but something needs a look; DOWN: borrows fail",
                        () -> parts.health.check().status().name())
                .attribute(
                        "Reasons",
                        new ArrayType<String[]>(1, STRING),
                        "Why the status is not UP",
                        () -> parts.health.check().reasons().toArray(new String[0]))
                .attribute("Pools", POOLS.table(), "The guarded pools", () -> pools(parts))
                .operation(
                        "probe",
                        PROBE.row(),
                        false,
                        "Borrows a connection, asks the database and gives it back; says how long"
                                + " that took",
                        arguments ->
                                probe(
                                        parts.probe.probe(
                                                arguments.text(0),
                                                arguments.number(1, 1, Probe.LONGEST_MILLIS))),
                        OpenBean.parameter("pool", STRING, "The pool's name"),
                        OpenBean.parameter(
                                "timeoutMillis",
                                LONG,
                                "How long to wait at most, in milliseconds"));
    }

    private static TabularData pools(Parts parts) {
        Health health = parts.health.check();
        List<CompositeData> rows = new ArrayList<>();
        for (PoolHealth pool : health.pools()) {
            rows.add(
                    POOLS.row(
                            pool.name(),
                            pool.region(),
                            pool.role(),
                            pool.status().name(),
                            pool.reason(),
                            pool.breaker().name(),
                            pool.numbers().active(),
                            pool.numbers().idle(),
                            pool.numbers().pending(),
                            pool.numbers().max()));
        }
        return POOLS.table(rows);
    }

    private static CompositeData probe(ProbeResult result) {
        return PROBE.row(result.pool(), result.isOk(), result.millis(), result.problem());
    }
}
