package io.jdbcwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands there are. */
@Command(
        name = "jdbc-warden",
        description = "Guards the JDBC connections of a running application.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ok",
            "1:failed, or what was asked is not well: health is DOWN, a load test or a check failed",
            "2:wrong usage"
        },
        footerHeading = "%nTo guard an application from its start, or one that runs already:%n",
        footer = {
            "  java -javaagent:jdbc-warden.jar[=key=value,...] -jar application.jar",
            "  java -jar jdbc-warden.jar attach <pid> [key=value ...]"
        },
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            ListCommand.class,
            AttachCommand.class,
            HealthCommand.class,
            PoolsCommand.class,
            SessionsCommand.class,
            IncidentsCommand.class,
            TopCommand.class,
            SessionCommand.Cancel.class,
            SessionCommand.Reclaim.class,
            SetCommand.class,
            LoadTestCommand.class,
            CheckCommand.class,
            PrintCommand.class
        },
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
}
