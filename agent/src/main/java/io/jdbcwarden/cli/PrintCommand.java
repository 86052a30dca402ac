package io.jdbcwarden.cli;

import io.jdbcwarden.config.SettingsDocs;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            name = "alert-rules",
            description = "Alert rules for Prometheus, each with a link to its runbook.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void alertRules(
            @Option(
                            names = "--runbooks",
                            paramLabel = "<url>",
                            defaultValue = MonitoringFiles.RUNBOOKS,
                            description =
                                    "Where the page with the runbooks is, docs/operations.md or a"
                                            + " copy of yours (default: ${DEFAULT-VALUE}).")
                    String runbooks)
            throws IOException {
        print(MonitoringFiles.alertRules(runbooks));
    }

    @Command(
            name = "recording-rules",
            description = "Recording rules for Prometheus that add up the JVMs of a job.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void recordingRules() throws IOException {
        print(MonitoringFiles.recordingRules());
    }

    @Command(
            name = "grafana-dashboard",
            description = "A dashboard for Grafana, to be imported there.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void grafanaDashboard() throws IOException {
        print(MonitoringFiles.dashboard());
    }

    @Command(
            name = "runbooks",
            description = "What to do when an alert fires, in Markdown: docs/operations.md.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    void runbooks() throws IOException {
        print(MonitoringFiles.runbooks());
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
