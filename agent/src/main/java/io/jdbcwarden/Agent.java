package io.jdbcwarden;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters: as an agent from the start, as an agent attached later, or as the command
 * line.
 *
 * <p>It only opens the isolated {@link AgentLoader} and hands over. With that loader it is all that
 * the application's class path shows of the agent.
 */
public final class Agent {
    private static final String STARTED = "io.jdbcwarden.started";

    private Agent() {}

    /** Called by the JVM before the application's main class. Never throws. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, "true");
    }

    /** Called by the JVM when the agent is attached to a running application. Never throws. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, "attached");
    }

    /** The command line: {@code java -jar jdbc-warden.jar <command>}. */
    public static void main(String[] arguments) throws Throwable {
        ClassLoader loader = AgentLoader.open();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass("io.jdbcwarden.cli.CommandLineMain")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    // A guard that fails to start must not take the application with it, so everything is caught
    // here.
    @SuppressWarnings({"CatchAndPrintStackTrace", "SystemErr"})
    private static void start(
            @Nullable String arguments, Instrumentation instrumentation, String how) {
        if (isJdkTool()) {
            return;
        }
        if (System.getProperty(STARTED) != null) {
            System.err.println(
                    "[jdbc-warden] already running in this JVM: the second -javaagent flag or attach is"
                            + " ignored");
            return;
        }
        System.setProperty(STARTED, how);
        try {
            AgentLoader.open()
                    .loadClass("io.jdbcwarden.boot.Boot")
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (Throwable t) {
            System.setProperty(STARTED, "failed");
            Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
            System.err.println(
                    "[jdbc-warden] could not start, the application runs unguarded: " + cause);
            if (cause != null) {
                cause.printStackTrace();
            }
        }
    }

    /** JDK tools read JAVA_TOOL_OPTIONS too; guarding jcmd or javac would only slow them down. */
    private static boolean isJdkTool() {
        String command = System.getProperty("sun.java.command", "");
        return command.startsWith("jdk.jcmd/")
                || command.startsWith("jdk.compiler/")
                || command.startsWith("jdk.jartool/")
                || command.startsWith("jdk.javadoc/")
                || command.startsWith("java.base/sun.security.tools.")
                || command.startsWith("sun.tools.")
                || command.startsWith("com.sun.tools.");
    }
}
