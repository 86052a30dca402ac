package io.jdbcwarden.cli;

import java.util.Comparator;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happened. */
@Command(
        name = "incidents",
        description = "Shows what happened: leaks, violations, denied borrows, failovers, alarms.")
final class IncidentsCommand extends ReadCommand {
    @Option(names = "--kind", paramLabel = "<kind>", description = "Those of this kind only.")
    private @Nullable String kind;

    @Option(names = "--pool", paramLabel = "<name>", description = "Those of this pool only.")
    private @Nullable String pool;

    @Option(
            names = "--last",
            paramLabel = "<count>",
            defaultValue = "20",
            description = "At most so many, the newest; ${DEFAULT-VALUE} if not given.")
    private int last;

    @Option(names = "--stacks", description = "With the stacks that were captured.")
    private boolean stacks;

    @Override
    int run(Target target) {
        if (last < 1) {
            throw new CommandLine.ParameterException(
                    spec().commandLine(), "--last is a number from 1 on, and not " + last);
        }
        List<CompositeData> rows = target.rows("Incidents", null, "Recent");
        rows.removeIf(row -> kind != null && !kind.equals(row.get("kind")));
        rows.removeIf(row -> pool != null && !pool.equals(row.get("pool")));
        rows.sort(Comparator.comparingLong(row -> Human.number(row.get("seq"))));
        rows = rows.subList(Math.max(0, rows.size() - last), rows.size());
        if (isJson()) {
            json(rows);
        } else if (stacks) {
            rows.forEach(this::print);
        } else {
            table(table(rows));
        }
        return CommandLine.ExitCode.OK;
    }

    private static Table table(List<CompositeData> rows) {
        Table table = new Table("AT", "KIND", "POOL", "SESSION", "USER", "MESSAGE");
        for (CompositeData row : rows) {
            table.row(
                    Human.time(row.get("at"), "yyyy-MM-dd HH:mm:ss"),
                    row.get("kind"),
                    row.get("pool"),
                    Human.number(row.get("session")) == 0 ? null : row.get("session"),
                    row.get("user"),
                    row.get("message"));
        }
        return table;
    }

    private void print(CompositeData row) {
        String what = String.valueOf(row.get("kind"));
        String message = Table.clean(String.valueOf(row.get("message")));
        out().println(
                        Human.time(row.get("at"), "yyyy-MM-dd HH:mm:ss")
                                + " "
                                // Many messages begin with it.
                                + (message.startsWith(what) ? message : what + " " + message));
        for (String line : String.valueOf(row.get("stack")).split("\n", -1)) {
            if (!line.trim().isEmpty()) {
                out().println("    " + Table.clean(line.trim()));
            }
        }
    }
}
