package io.jdbcwarden.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** The pools of a JVM with all that their beans tell. */
final class PoolRows {
    private PoolRows() {}

    /** One map a pool, the attributes of its bean and, as {@code Breaker}, those of its breaker. */
    static List<Map<String, @Nullable Object>> of(Target target) {
        List<Map<String, @Nullable Object>> pools = new ArrayList<>();
        for (CompositeData row : target.rows("Health", null, "Pools")) {
            String name = String.valueOf(row.get("name"));
            Map<String, @Nullable Object> of = target.attributes("Pool", name);
            // Else it was closed just now.
            if (!of.isEmpty()) {
                Map<String, @Nullable Object> pool = new LinkedHashMap<>();
                pool.put("Name", name);
                pool.put("Status", row.get("status"));
                pool.putAll(of);
                pool.put("Breaker", target.attributes("Breaker", name));
                pools.add(pool);
            }
        }
        return pools;
    }

    static Table table(List<Map<String, @Nullable Object>> pools) {
        Table table =
                new Table(
                        "POOL",
                        "KIND",
                        "REGION",
                        "ROLE",
                        "STATUS",
                        "BREAKER",
                        "ACTIVE",
                        "IDLE",
                        "PENDING",
                        "MAX",
                        "BORROWS",
                        "FAILED",
                        "LEAKS",
                        "WAIT P95",
                        "LEASE P95");
        for (Map<String, @Nullable Object> pool : pools) {
            Object breaker = pool.get("Breaker");
            table.row(
                    pool.get("Name"),
                    pool.get("Kind"),
                    pool.get("Region"),
                    pool.get("Role"),
                    pool.get("Status"),
                    breaker instanceof Map ? ((Map<?, ?>) breaker).get("State") : null,
                    Human.known(pool.get("Active")),
                    Human.known(pool.get("Idle")),
                    Human.known(pool.get("Pending")),
                    Human.known(pool.get("Max")),
                    pool.get("Borrows"),
                    Human.number(pool.get("BorrowFailures"))
                            + Human.number(pool.get("BorrowTimeouts"))
                            + Human.number(pool.get("BorrowDenied")),
                    leaks(pool.get("Leaks")),
                    p95(pool.get("BorrowWait")),
                    p95(pool.get("LeaseTime")));
        }
        return table;
    }

    private static long leaks(@Nullable Object table) {
        long leaks = 0;
        if (table instanceof TabularData) {
            for (Object row : ((TabularData) table).values()) {
                leaks += Human.number(((CompositeData) row).get("count"));
            }
        }
        return leaks;
    }

    private static Table.@Nullable Quantity p95(@Nullable Object durations) {
        return durations instanceof CompositeData
                ? Human.seconds(Human.decimal(((CompositeData) durations).get("p95")))
                : null;
    }
}
