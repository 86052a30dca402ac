package io.jdbcwarden.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that speaks to the agent in another JVM. */
@Command(mixinStandardHelpOptions = true, versionProvider = VersionText.class)
abstract class TargetCommand implements Callable<Integer> {
    /** The longest that one answer may take. */
    private static final int PATIENCE_SECONDS = 15;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "<pid>",
            description = "The process id of the JVM; the command list shows them.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String pid;

    /** Does it; the result is the exit code. */
    abstract int run(Target target);

    @Override
    public Integer call() {
        try (Target target = Target.open(pid(), patienceSeconds())) {
            int code = run(target);
            out().flush();
            return code;
        }
    }

    int patienceSeconds() {
        return PATIENCE_SECONDS;
    }

    /** The process id, checked to be one. */
    final String pid() {
        if (!pid.matches("[1-9][0-9]{0,9}")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "<pid> is a process id, a number, and not '" + pid + "'");
        }
        return pid;
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
