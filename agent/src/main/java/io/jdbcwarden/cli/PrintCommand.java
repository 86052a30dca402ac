package io.jdbcwarden.cli;

import io.jdbcwarden.config.SettingsDocs;
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

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
