package io.jdbcwarden.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that shows something, as a table or as JSON. */
abstract class ReadCommand extends TargetCommand {
    static final String JSON = "Prints JSON, with all there is, instead of a table.";

    @Option(names = "--json", description = JSON)
    private boolean json;

    final boolean isJson() {
        return json;
    }

    final void json(@Nullable Object value) {
        out().println(Json.of(value));
    }

    final void table(Table table) {
        table.print(out(), Terminal.width());
    }
}
