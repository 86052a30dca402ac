package io.jdbcwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code java -jar jdbc-warden.jar ...}: called by the launcher, in the agent's own loader. */
public final class CommandLineMain {
    private CommandLineMain() {}

    /** Runs a command, and ends the JVM with its exit code: 0 ok, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** No colours: the output is read by scripts and log files as often as by people. */
    static CommandLine commandLine() {
        return new CommandLine(new Commands())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLineMain::wrongUsage)
                .setExecutionExceptionHandler(CommandLineMain::failed);
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.usage(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        // A failure is told in its own words; anything else is a fault of this program.
        command.getErr().println("jdbc-warden: " + (e instanceof Failure ? e.getMessage() : e));
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
