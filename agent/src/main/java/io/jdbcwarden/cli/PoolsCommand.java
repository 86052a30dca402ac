package io.jdbcwarden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The pools, what they say of themselves and what happened in them. */
@Command(name = "pools", description = "Shows the pools: their numbers, and what happened in them.")
final class PoolsCommand extends ReadCommand {
    @Option(names = "--hosts", description = "Shows the hosts of each pool's database instead.")
    private boolean hosts;

    @Override
    int run(Target target) {
        List<Map<String, @Nullable Object>> pools = PoolRows.of(target);
        if (isJson()) {
            json(pools);
        } else if (hosts) {
            table(hosts(pools));
        } else {
            table(PoolRows.table(pools));
            for (Map<String, @Nullable Object> pool : pools) {
                long unknown = Human.number(pool.get("BorrowedBefore"));
                if (unknown > 0) {
                    out().println();
                    out().println(
                                    "pool "
                                            + Table.clean(String.valueOf(pool.get("Name")))
                                            + ": "
                                            + unknown
                                            + (unknown == 1
                                                    ? " connection was"
                                                    : " connections were")
                                            + " borrowed before the agent came; they are unknown"
                                            + " and never taken back");
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static Table hosts(List<Map<String, @Nullable Object>> pools) {
        Table table =
                new Table(
                        "POOL",
                        "HOST",
                        "REGION",
                        "ROLE",
                        "NOW",
                        "CONNECTIONS",
                        "BORROWS",
                        "FAILED",
                        "SINCE",
                        "LAST BORROW",
                        "LAST FAILURE");
        for (Map<String, @Nullable Object> pool : pools) {
            Object rows = pool.get("Hosts");
            for (Object of :
                    rows instanceof TabularData
                            ? ((TabularData) rows).values()
                            : new ArrayList<>()) {
                CompositeData row = (CompositeData) of;
                table.row(
                        pool.get("Name"),
                        row.get("host"),
                        row.get("region"),
                        row.get("role"),
                        Boolean.TRUE.equals(row.get("current")) ? "yes" : "",
                        row.get("connections"),
                        row.get("borrows"),
                        row.get("failures"),
                        Human.time(row.get("since"), "yyyy-MM-dd HH:mm:ss"),
                        Human.time(row.get("lastBorrow"), "yyyy-MM-dd HH:mm:ss"),
                        Human.time(row.get("lastFailure"), "yyyy-MM-dd HH:mm:ss"));
            }
        }
        return table;
    }
}
