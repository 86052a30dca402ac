package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page, the manual page and the completion are made from the commands that run. */
class CommandDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");
    private static final String BEGIN = "<!-- What follows is generated: see CONTRIBUTING.md -->\n";

    private static List<CommandLine> leaves(CommandLine parent) {
        List<CommandLine> leaves = new ArrayList<>();
        for (CommandLine child : ManPage.children(parent)) {
            if (child.getSubcommands().isEmpty()) {
                leaves.add(child);
            } else {
                leaves.addAll(leaves(child));
            }
        }
        return leaves;
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().substring("jdbc-warden ".length());
    }

    private static String generated() {
        StringBuilder page = new StringBuilder();
        for (CommandLine command : leaves(CommandLineMain.commandLine())) {
            command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
            page.append("\n### ").append(name(command)).append("\n\n```text\n");
            page.append(command.getUsageMessage().replaceAll(" +\n", "\n")).append("```\n");
        }
        return page.toString();
    }

    @Test
    void thePageShowsTheHelpAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + generated());
            return;
        }
        assertThat(page.substring(begin)).isEqualTo(generated());
    }

    @Test
    void theManualPageHasEveryCommandAndOption() {
        CommandLine root = CommandLineMain.commandLine();
        String man = ManPage.of(root, "jdbc-warden 1.0");

        assertThat(man).startsWith(".TH JDBC-WARDEN 1");
        for (CommandLine command : leaves(root)) {
            assertThat(man).contains(".SS \"" + name(command).replace("-", "\\-"));
            command.getCommandSpec()
                    .options()
                    .forEach(
                            option -> {
                                if (!option.usageHelp() && !option.versionHelp()) {
                                    assertThat(man)
                                            .contains(option.longestName().replace("-", "\\-"));
                                }
                            });
        }
        assertThat(man).doesNotContain("${").doesNotContain("%n");
    }

    @Test
    void everyReadCommandHasJson() {
        for (String name :
                List.of("list", "health", "pools", "sessions", "incidents", "top", "check")) {
            CommandLine command = CommandLineMain.commandLine().getSubcommands().get(name);
            assertThat(command).as(name).isNotNull();
            assertThat(command.getCommandSpec().findOption("--json")).as(name).isNotNull();
        }
    }
}
