package io.jdbcwarden.it.prometheus;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A program of the machine. A test that needs one that is not there is skipped. */
final class Tool {
    private Tool() {}

    /** Its path. */
    static String find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(
                        () ->
                                new TestAbortedException(
                                        name
                                                + " is not in the PATH: install Prometheus (Debian:"
                                                + " apt-get install prometheus) to run this test"));
    }

    /** Runs it to its end; what it printed is in the error if it fails. */
    static String run(Path directory, String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(find(name)), Arrays.stream(arguments)).toList();
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new AssertionError(command + " ended with " + exit + "\n" + printed);
        }
        return printed;
    }
}
