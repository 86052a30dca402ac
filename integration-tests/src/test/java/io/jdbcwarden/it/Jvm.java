package io.jdbcwarden.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Another JVM to be: {@code Jvm.java().agent("mode=observe").main(Shop.class, "8080").start()}.
 *
 * <p>Unless told otherwise it is the JDK of the tests, with their class path and without the agent.
 */
public final class Jvm {
    private final Path java;
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String classpath = System.getProperty("java.class.path", "");

    private Jvm(Path java) {
        this.java = java;
    }

    /** One of the JDK that runs the tests. */
    public static Jvm java() {
        return of(Path.of(System.getProperty("java.home", "")));
    }

    /** One of the JDK in that directory. */
    public static Jvm of(Path jdk) {
        return new Jvm(jdk.resolve("bin/java"));
    }

    /** With the agent, from the start, with its defaults. */
    public Jvm agent() {
        return agent("");
    }

    /** With the agent, from the start, with these settings. */
    public Jvm agent(String arguments) {
        return jvmArg(
                "-javaagent:" + WardenJar.path() + (arguments.isEmpty() ? "" : "=" + arguments));
    }

    public Jvm jvmArg(String argument) {
        jvmArgs.add(argument);
        return this;
    }

    /** A system property. */
    public Jvm property(String key, String value) {
        return jvmArg("-D" + key + "=" + value);
    }

    /** A variable of the environment. */
    public Jvm env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** In place of the class path of the tests. */
    public Jvm classpath(Path... entries) {
        classpath =
                Arrays.stream(entries)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    public Jvm main(Class<?> main, String... arguments) {
        return main(main.getName(), arguments);
    }

    public Jvm main(String main, String... arguments) {
        command.clear();
        command.add("-classpath");
        command.add(classpath);
        command.add(main);
        command.addAll(List.of(arguments));
        return this;
    }

    /** Runs {@code java -jar}. */
    public Jvm jar(Path jar, String... arguments) {
        command.clear();
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return this;
    }

    /** Starts it. To be closed. */
    public RunningJvm start() {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(jvmArgs);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line);
        // The JVM says on stderr that it picked these up.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            return new RunningJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    public RunningJvm run() {
        try (RunningJvm jvm = start()) {
            jvm.awaitExit();
            return jvm;
        }
    }
}
