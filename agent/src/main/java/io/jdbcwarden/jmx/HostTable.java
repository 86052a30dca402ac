package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.BOOLEAN;
import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.pool.GuardedPool;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** The attribute {@code Hosts} of a pool. */
final class HostTable {
    static final Columns HOSTS =
            Columns.of("Hosts", "The hosts of a pool")
                    .column("host", STRING, "host:port")
                    .column("region", STRING, "Its region")
                    .column("role", STRING, "primary or replica, as the driver told; or empty")
                    .column("current", BOOLEAN, "Whether it serves the pool now")
                    .column("connections", LONG, "Connections to it that were lent at least once")
                    .column("borrows", LONG, "Borrows that it served")
                    .column("failures", LONG, "Borrows that failed while it could have served them")
                    .column("since", DATE, "When it became known")
                    .column("lastBorrow", DATE, "When it last served a borrow; or empty")
                    .column("lastFailure", DATE, "When a borrow last failed; or empty")
                    .key(1);

    private HostTable() {}

    static TabularData of(GuardedPool pool) {
        List<CompositeData> rows = new ArrayList<>();
        HostHistory current = pool.hosts().current();
        for (HostHistory host : pool.hosts().all()) {
            rows.add(
                    HOSTS.row(
                            host.address(),
                            pool.regionOf(host),
                            host.role().text(),
                            host == current,
                            host.connections(),
                            host.borrows(),
                            host.failures(),
                            Dates.at(host.sinceMillis()),
                            date(host.lastBorrowMillis()),
                            date(host.lastFailureMillis())));
        }
        return HOSTS.table(rows);
    }

    private static @Nullable Date date(long millis) {
        return millis == 0 ? null : Dates.at(millis);
    }
}
