package io.jdbcwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes a setting while the application runs. */
@Command(
        name = "set",
        description = "Changes a setting while the application runs; it is lost when it ends.")
final class SetCommand extends TargetCommand {
    @Parameters(
            index = "1",
            paramLabel = "<key>",
            description = "The setting, or pools.<name>.<key> for one pool.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String key;

    @Parameters(index = "2", paramLabel = "<value>", description = "What it is to be.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String value;

    @Override
    int run(Target target) {
        out().println(String.valueOf(target.invoke("Warden", "set", key, value)));
        return CommandLine.ExitCode.OK;
    }
}
