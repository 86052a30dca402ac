package io.jdbcwarden.cli;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands there are. */
@Command(
        name = "jdbc-warden",
        description = "Guards the JDBC connections of a running application.",
        footerHeading = "%nTo guard an application:%n",
        footer = "  java -javaagent:jdbc-warden.jar[=key=value,...] -jar application.jar",
        synopsisSubcommandLabel = "<command>",
        subcommands = PrintCommand.class,
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class Commands implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }

    @Command(
            name = "check",
            description = "Checks a properties file with settings; exit code 1 if it has faults.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    int check(
            @Parameters(paramLabel = "<config-file>", description = "The properties file.")
                    String file) {
        PrintWriter out = spec.commandLine().getOut();
        Loaded loaded = SettingsLoader.check(file);
        if (loaded.faults().isEmpty()) {
            out.println(file + ": ok, " + loaded.settings().describe());
            return CommandLine.ExitCode.OK;
        }
        for (String fault : loaded.faults()) {
            out.println(fault);
        }
        int faults = loaded.faults().size();
        out.println(file + ": " + faults + (faults == 1 ? " fault" : " faults"));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
