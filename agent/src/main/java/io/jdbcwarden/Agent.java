package io.jdbcwarden;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the JVM enters: as an agent from the start, attached later, or as the command line. */
public final class Agent {
    private Agent() {}

    /** Called by the JVM before the application's main class. Never throws. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        printVersion();
    }

    /** Called by the JVM when the agent is attached to a running application. Never throws. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        printVersion();
    }

    /** The command line: {@code java -jar jdbc-warden.jar}. */
    public static void main(String[] arguments) {
        printVersion();
    }

    private static void printVersion() {
        System.err.println("[jdbc-warden] " + Agent.class.getPackage().getImplementationVersion());
    }
}
