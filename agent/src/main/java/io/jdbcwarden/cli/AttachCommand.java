package io.jdbcwarden.cli;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Guards a JVM that runs already. */
@Command(
        name = "attach",
        description = {
            "Guards a JVM that runs already, from now on, until it ends.",
            "Its pools are known from their next borrow on. Connections that are out now are shown"
                    + " as unknown and never taken back."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class AttachCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "<pid>",
            description = "The process id of the JVM; the command list shows them.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String pid;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "<key=value>",
            description = "Settings, as in -javaagent:jdbc-warden.jar=key=value.")
    private List<String> settings = Collections.emptyList();

    @Override
    public Integer call() {
        if (!pid.matches("[1-9][0-9]{0,9}")) {
            throw wrong("<pid> is a process id, a number, and not '" + pid + "'");
        }
        String arguments = String.join(";", settings);
        // One setting may hold commas; a ; at the end says that they separate nothing.
        arguments += settings.size() == 1 && arguments.indexOf(',') >= 0 ? ";" : "";
        Loaded loaded = SettingsLoader.load(arguments, new Properties(), Collections.emptyMap());
        if (!loaded.faults().isEmpty()) {
            throw wrong(String.join(System.lineSeparator(), loaded.faults()));
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean warned;
        try (LocalVm vm = Vms.attach(pid)) {
            if (started(vm) != null) {
                return already(out);
            }
            load(vm, arguments);
            warned = warns(vm);
            if (started(vm) == null || "failed".equals(started(vm))) {
                throw new Failure(
                        "the agent did not start in JVM "
                                + pid
                                + "; the application's standard error"
                                + " says why");
            }
        } catch (IOException e) {
            throw new Failure("JVM " + pid + " cannot be asked: " + e.getMessage(), e);
        }
        out.println(
                "JVM " + pid + " is guarded from now on; its pools show from their next borrow on");
        if (warned) {
            out.println(
                    "it has printed a warning of its own about that; with"
                            + " -XX:+EnableDynamicAgentLoading it does not");
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    /** From JDK 21 on a JVM tells its own users of an agent that comes later, unless it may. */
    private boolean warns(LocalVm vm) throws IOException {
        String version = vm.systemProperties().getProperty("java.specification.version", "1.8");
        return version.indexOf('.') < 0
                && Integer.parseInt(version) >= 21
                && !new ProcessFacts(pid).hasOption("-XX:+EnableDynamicAgentLoading");
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private static @Nullable String started(LocalVm vm) throws IOException {
        return vm.systemProperties().getProperty(Target.STARTED);
    }

    private int already(PrintWriter out) {
        if (!settings.isEmpty()) {
            throw new Failure(
                    "JVM "
                            + pid
                            + " is guarded already, and what it was given stays; settings are"
                            + " changed by: java -jar jdbc-warden.jar set "
                            + pid
                            + " <key> <value>");
        }
        out.println("JVM " + pid + " is guarded already");
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private void load(LocalVm vm, String arguments) {
        String jar = AgentJar.path().toString();
        try {
            vm.loadAgent(jar, arguments);
        } catch (IOException e) {
            throw explain(jar, e);
        }
    }

    private Failure explain(String jar, IOException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("Dynamic agent loading is not enabled")) {
            return new Failure(
                    "JVM "
                            + pid
                            + " lets no agent in while it runs (-XX:-EnableDynamicAgentLoading);"
                            + " start it with -javaagent:jdbc-warden.jar, or with"
                            + " -XX:+EnableDynamicAgentLoading",
                    e);
        }
        boolean elsewhere = new ProcessFacts(pid).isInOtherContainer();
        if (elsewhere
                || said.contains("Agent JAR not found")
                || said.contains("Error opening zip")) {
            return new Failure(
                    "JVM "
                            + pid
                            + " cannot read "
                            + jar
                            + " ("
                            + said
                            + "); put the jar where its user may read it"
                            + (elsewhere ? ", at the same path inside of its container" : ""),
                    e);
        }
        return new Failure("JVM " + pid + " did not take the agent: " + said, e);
    }
}
