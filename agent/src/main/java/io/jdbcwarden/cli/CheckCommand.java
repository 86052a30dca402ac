package io.jdbcwarden.cli;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is wrong with a configuration before it is used. */
@Command(
        name = "check",
        description = "Checks a properties file with settings; exit code 1 if it has faults.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "<config-file>", description = "The properties file.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String file;

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        Loaded loaded = SettingsLoader.check(file);
        if (json) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("file", file);
            result.put("ok", loaded.faults().isEmpty());
            result.put("faults", loaded.faults());
            spec.commandLine().getOut().println(Json.of(result));
        } else {
            print(loaded);
        }
        spec.commandLine().getOut().flush();
        return loaded.faults().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void print(Loaded loaded) {
        PrintWriter out = spec.commandLine().getOut();
        if (loaded.faults().isEmpty()) {
            out.println(file + ": ok, " + loaded.settings().describe());
            return;
        }
        for (String fault : loaded.faults()) {
            out.println(fault);
        }
        int faults = loaded.faults().size();
        out.println(file + ": " + faults + (faults == 1 ? " fault" : " faults"));
    }
}
