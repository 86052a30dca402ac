package io.jdbcwarden.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link LoadClient} in a JVM of its own, under one guard, idle until it is told to run. */
final class LoadChild implements AutoCloseable {
    private static final List<String> MEMORY = List.of("-Xms256m", "-Xmx256m");

    private final Guard guard;
    private final Path log;
    private final Process process;
    private final Writer tasks;
    private final BufferedReader answers;

    /**
     * Starts it.
     *
     * @param java the command that runs it
     * @param directory where it may write, and where what it prints goes
     */
    LoadChild(String java, Guard guard, String url, int pool, Path directory) {
        this.guard = guard;
        log = directory.resolve("load-" + guard.name().replaceAll("\\W+", "-") + ".log");
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(MEMORY);
        command.addAll(guard.jvmArguments());
        command.addAll(List.of("-cp", classPath(), LoadClient.class.getName()));
        command.addAll(List.of(url, String.valueOf(pool)));
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tasks = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    Guard guard() {
        return guard;
    }

    /** Lets it work for so long; returns what it did. */
    LoadSlice run(LoadTask task, double seconds) {
        try {
            tasks.write(seconds + " " + task.text() + "\n");
            tasks.flush();
            for (String line; (line = answers.readLine()) != null; ) {
                if (line.startsWith(LoadClient.ANSWER)) {
                    return LoadSlice.parse(line.substring(LoadClient.ANSWER.length()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(failed(task), e);
        }
        throw new IllegalStateException(failed(task));
    }

    private String failed(LoadTask task) {
        return guard.name() + " failed at " + task.describe() + ": see " + log;
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Ours, for another working directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
