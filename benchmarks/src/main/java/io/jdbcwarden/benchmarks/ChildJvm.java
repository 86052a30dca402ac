package io.jdbcwarden.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another JVM with this one's class path, to measure in.
 *
 * @param java its executable
 */
record ChildJvm(String java) {

    /** The JDK that this JVM is of. */
    static String own() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Runs a main class under a guard and gives the lines it printed.
     *
     * @throws IllegalStateException if it fails
     */
    List<String> run(Guard guard, List<String> flags, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(guard.jvmArguments());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return output(command, false);
    }

    /** Its version, such as 17.0.9. */
    String version() {
        List<String> command = List.of(java, "-XshowSettings:properties", "-version");
        for (String line : output(command, true)) {
            if (line.contains("java.version = ")) {
                return line.substring(line.indexOf('=') + 1).strip();
            }
        }
        throw new IllegalStateException(java + " does not tell its version");
    }

    /** Whether a JDK of this version has virtual threads. */
    static boolean hasVirtualThreads(String version) {
        return Integer.parseInt(Arrays.asList(version.split("[.+-]")).get(0)) >= 21;
    }

    private static List<String> output(List<String> command, boolean withErrors) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(withErrors);
        if (!withErrors) {
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            Process process = builder.start();
            List<String> lines;
            try (BufferedReader reader = process.inputReader()) {
                lines = reader.lines().toList();
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + lines);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
