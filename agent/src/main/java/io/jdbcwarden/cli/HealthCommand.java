package io.jdbcwarden.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Whether the pools serve the application. */
@Command(
        name = "health",
        description =
                "Says whether the pools serve the application, and why not; exit code 1 if"
                        + " it is DOWN.")
final class HealthCommand extends ReadCommand {
    @Override
    int run(Target target) {
        String status = target.text("Health", "Status");
        Object reasons = target.get("Health", "Reasons");
        List<CompositeData> pools = target.rows("Health", null, "Pools");
        if (isJson()) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("status", status);
            all.put("reasons", reasons);
            all.put("pools", pools);
            json(all);
        } else {
            out().println(status);
            for (String reason : reasons instanceof String[] ? (String[]) reasons : new String[0]) {
                out().println(Table.clean(reason));
            }
            out().println();
            table(table(pools));
        }
        return status.equals("DOWN") ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private static Table table(List<CompositeData> pools) {
        Table table =
                new Table(
                        "POOL", "STATUS", "REGION", "ROLE", "BREAKER", "ACTIVE", "IDLE", "PENDING",
                        "MAX");
        for (CompositeData pool : pools) {
            table.row(
                    pool.get("name"),
                    pool.get("status"),
                    pool.get("region"),
                    pool.get("role"),
                    pool.get("breaker"),
                    Human.known(pool.get("active")),
                    Human.known(pool.get("idle")),
                    Human.known(pool.get("pending")),
                    Human.known(pool.get("max")));
        }
        return table;
    }
}
