package io.jdbcwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be done to one session. */
abstract class SessionCommand extends TargetCommand {
    private final String operation;

    /** What the agent says if it does it; else it says why not. */
    private final String done;

    @Parameters(
            index = "1",
            paramLabel = "<session>",
            description = "The session's id; the command sessions shows them.")
    private long session;

    private SessionCommand(String operation, String done) {
        this.operation = operation;
        this.done = done;
    }

    @Override
    int run(Target target) {
        String said = String.valueOf(target.invoke("Sessions", operation, session));
        if (!said.contains(done)) {
            throw new Failure(said);
        }
        out().println(said);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "cancel", description = "Cancels the statement that runs in a session.")
    static final class Cancel extends SessionCommand {
        Cancel() {
            super("cancel", "cancel was sent");
        }
    }

    @Command(
            name = "reclaim",
            description =
                    "Takes a session's connection back, whatever runs in it: its owner's next call"
                            + " is refused.")
    static final class Reclaim extends SessionCommand {
        Reclaim() {
            super("reclaim", "is being reclaimed");
        }
    }
}
