package io.jdbcwarden.cli;

import io.jdbcwarden.config.SettingsDocs;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Files to start from, on the standard output. */
@Command(
        name = "print",
        description = "Prints a file to start from.",
        synopsisSubcommandLabel = "<what>",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true)
final class PrintCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing what to print");
    }

    @Command(
            name = "exporter-config",
            description = "The configuration of the JMX exporter agent for Prometheus.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void exporterConfig() {
        print(ExporterConfig.text());
    }

    @Command(
            name = "default-config",
            description = "A properties file with every setting, its meaning and its default.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void defaultConfig() {
        print(SettingsDocs.defaultConfig());
    }

    @Command(
            name = "completion",
            description = {
                "Completion for bash and zsh, of a command jdbc-warden.",
                "Make that command an alias of java -jar jdbc-warden.jar, and read this by: source"
                        + " <(jdbc-warden print completion)"
            },
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void completion() {
        CommandLine root = root();
        print(AutoComplete.bash(root.getCommandName(), root));
    }

    @Command(
            name = "man-page",
            description = "The manual page; to read it: jdbc-warden print man-page | man -l -",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void manPage() {
        print(ManPage.of(root(), new VersionText().getVersion()[0]));
    }

    private CommandLine root() {
        CommandLine root = spec.commandLine();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root;
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
