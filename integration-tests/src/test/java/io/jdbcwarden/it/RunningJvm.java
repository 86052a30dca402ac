package io.jdbcwarden.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A JVM that a test started, and what it has printed so far. Closing it ends it. */
public final class RunningJvm implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final Thread stdoutReader;
    private final Thread stderrReader;
    private final Thread reaper = new Thread(this::kill, "jvm-reaper");

    RunningJvm(Process process) {
        this.process = process;
        this.stdoutReader = reader(process.getInputStream(), stdout);
        this.stderrReader = reader(process.getErrorStream(), stderr);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    private static Thread reader(InputStream in, List<String> lines) {
        Thread thread =
                new Thread(
                        () -> {
                            try (BufferedReader reader =
                                    new BufferedReader(
                                            new InputStreamReader(in, StandardCharsets.UTF_8))) {
                                reader.lines().forEach(lines::add);
                            } catch (IOException | UncheckedIOException e) {
                                lines.add("(cut off: " + e + ")");
                            }
                        },
                        "jvm-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public long pid() {
        return process.pid();
    }

    /** The lines so far. */
    public List<String> stdout() {
        return List.copyOf(stdout);
    }

    /** The lines so far. */
    public List<String> stderr() {
        return List.copyOf(stderr);
    }

    /** Waits for a line on stdout that contains this text, and returns it. */
    public String awaitStdout(String text) {
        return awaitLine(stdout, text);
    }

    /** Waits for a line on stderr that contains this text, and returns it. */
    public String awaitStderr(String text) {
        return awaitLine(stderr, text);
    }

    private String awaitLine(List<String> lines, String text) {
        Predicate<String> wanted = line -> line.contains(text);
        awaitOrExplain(
                "\"" + text + "\"",
                LIMIT,
                () -> lines.stream().anyMatch(wanted) || !process.isAlive());
        joinReadersOfADeadProcess();
        return lines.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(describe("ended without \"" + text + "\"")));
    }

    /** Waits for it to end by itself and returns its exit code. */
    public int awaitExit() {
        return awaitExit(LIMIT);
    }

    /** Waits so long for it to end by itself and returns its exit code. */
    public int awaitExit(Duration limit) {
        awaitOrExplain("its end", limit, () -> !process.isAlive());
        joinReadersOfADeadProcess();
        return process.exitValue();
    }

    /** The exit code of one that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Writes a line to its stdin. */
    public void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOrExplain(String what, Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(limit).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(describe("waited " + limit + " in vain for " + what), e);
        }
    }

    private void joinReadersOfADeadProcess() {
        if (process.isAlive()) {
            return;
        }
        try {
            stdoutReader.join(LIMIT.toMillis());
            stderrReader.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe(String problem) {
        return "JVM "
                + pid()
                + " "
                + problem
                + "\n--- stdout\n"
                + String.join("\n", stdout)
                + "\n--- stderr\n"
                + String.join("\n", stderr);
    }

    private void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
        joinReadersOfADeadProcess();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // This JVM is ending: the hook runs anyway.
        }
    }
}
