package io.jdbcwarden.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The JVMs there are. None of them is attached to for it. */
@Command(
        name = "list",
        description = "Lists the JVMs of this machine that can be seen, and which are guarded.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = ReadCommand.JSON)
    private boolean json;

    @Override
    public Integer call() {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        Table table = new Table("PID", "USER", "GUARDED", "MAIN");
        for (String pid : Vms.list()) {
            ProcessFacts process = new ProcessFacts(pid);
            Boolean guarded = process.hasOpened(AgentJar.name());
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("pid", Long.valueOf(pid));
            row.put("user", process.user());
            row.put("guarded", guarded);
            row.put("main", process.main());
            found.add(row);
            table.row(
                    Long.valueOf(pid),
                    process.user(),
                    guarded == null ? null : guarded ? "yes" : "no",
                    process.main());
        }
        if (json) {
            spec.commandLine().getOut().println(Json.of(found));
        } else {
            table.print(spec.commandLine().getOut(), Terminal.width());
        }
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
