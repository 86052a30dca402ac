package io.jdbcwarden.cli;

import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who holds which connection. */
@Command(
        name = "sessions",
        description =
                "Shows the connections that are borrowed now: by whom, since when, what runs.")
final class SessionsCommand extends ReadCommand {
    @Option(names = "--pool", paramLabel = "<name>", description = "Those of this pool only.")
    private @Nullable String pool;

    @Option(
            names = "--sort",
            paramLabel = "<column>",
            defaultValue = "age",
            description = "Sorts by one of ${COMPLETION-CANDIDATES}; age if not given.")
    private SessionRows.Sort sort = SessionRows.Sort.AGE;

    @Option(
            names = "--stacks",
            paramLabel = "<session>",
            description = "Shows where this session was borrowed and where its owner is now.")
    private @Nullable Long described;

    @Override
    int run(Target target) {
        Long id = described;
        if (id != null) {
            Object text = target.invoke("Sessions", "describe", id);
            if (isJson()) {
                json(text);
            } else {
                for (String line : String.valueOf(text).split("\n", -1)) {
                    out().println(
                                    line.startsWith("\t")
                                            ? "\t" + Table.clean(line.substring(1))
                                            : Table.clean(line));
                }
            }
            return CommandLine.ExitCode.OK;
        }
        List<CompositeData> rows = target.rows("Sessions", null, "Sessions");
        rows.removeIf(row -> pool != null && !pool.equals(row.get("pool")));
        rows.sort(sort.order);
        if (isJson()) {
            json(rows);
        } else {
            table(SessionRows.table(rows));
        }
        return CommandLine.ExitCode.OK;
    }
}
