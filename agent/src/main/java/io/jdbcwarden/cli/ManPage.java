package io.jdbcwarden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, for {@code man}, from the same commands that run. */
final class ManPage {
    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine root, String version) {
        ManPage page = new ManPage();
        page.write(root, version);
        return page.text.toString();
    }

    private void write(CommandLine root, String version) {
        CommandSpec spec = root.getCommandSpec();
        line(".TH " + spec.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"" + version + "\"");
        line(".SH NAME");
        line(escaped(spec.name() + " - " + String.join(" ", spec.usageMessage().description())));
        line(".SH SYNOPSIS");
        line(".B java -jar jdbc-warden.jar");
        line("<command> [options] [arguments]");
        line(".SH COMMANDS");
        commands(root);
        line(".SH EXIT STATUS");
        for (Map.Entry<String, String> code : spec.usageMessage().exitCodeList().entrySet()) {
            term(code.getKey().trim(), code.getValue());
        }
        line(".SH EXAMPLES");
        for (String example : spec.usageMessage().footer()) {
            line(".nf");
            line(escaped(example.trim()));
            line(".fi");
        }
    }

    private void commands(CommandLine parent) {
        for (CommandLine command : children(parent)) {
            CommandSpec spec = command.getCommandSpec();
            if (!command.getSubcommands().isEmpty()) {
                commands(command);
                continue;
            }
            line(".SS \"" + escaped(synopsis(command)) + "\"");
            for (String sentence : spec.usageMessage().description()) {
                line(escaped(sentence));
            }
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                term(parameter.paramLabel(), text(parameter));
            }
            for (OptionSpec option : spec.options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    term(
                            option.longestName()
                                    + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                            text(option));
                }
            }
        }
    }

    /** Each once, though it may have other names too. */
    static List<CommandLine> children(CommandLine parent) {
        List<CommandLine> children = new ArrayList<>();
        for (CommandLine child : parent.getSubcommands().values()) {
            if (!children.contains(child)) {
                children.add(child);
            }
        }
        return children;
    }

    /** {@code print default-config}, {@code sessions [--json] <pid>}. */
    private static String synopsis(CommandLine command) {
        StringBuilder synopsis = new StringBuilder();
        String qualified = command.getCommandSpec().qualifiedName();
        synopsis.append(qualified.substring(qualified.indexOf(' ') + 1));
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                synopsis.append(" [").append(option.longestName());
                synopsis.append(option.arity().max() > 0 ? " " + option.paramLabel() : "");
                synopsis.append(']');
            }
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            boolean many = parameter.arity().max() > 1;
            synopsis.append(many ? " [" : " ").append(parameter.paramLabel());
            synopsis.append(many ? "...]" : "");
        }
        return synopsis.toString();
    }

    /** With its variables, such as the default, filled in by picocli. */
    private static String text(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void term(String term, String meaning) {
        line(".TP");
        line(".B " + escaped(term));
        line(escaped(meaning));
    }

    /** For roff a backslash, a dash, and a dot or quote at a line's start are more than text. */
    private static String escaped(String plain) {
        String escaped =
                Help.Ansi.OFF
                        .string(plain)
                        .replace("\\", "\\e")
                        .replace("-", "\\-")
                        .replace("\"", "\\(dq");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
