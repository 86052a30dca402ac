package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the suite, with the same agent and class path, on every other JDK of this machine. */
class EveryOtherJdkTest {
    private static final Duration LIMIT = Duration.ofMinutes(35);

    /** The pool of this run is part of the class path; its version names the directory. */
    private static final Path TARGET =
            Path.of("target/other-jdks", "HikariCP-" + System.getProperty("expected.hikaricp"));

    @TestFactory
    Stream<DynamicNode> runsTheWholeSuite() throws IOException {
        Jdk current = Jdk.current();
        List<Jdk> others =
                Jdk.found().stream().filter(jdk -> !jdk.home().equals(current.home())).toList();
        String found =
                String.format(
                        "%s: JDK %s runs the tests; other JDKs on this machine: %s%n",
                        TARGET.getFileName(), current.version(), others);
        System.out.print(found);
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("jdks.txt"), found);
        return others.stream()
                .map(jdk -> dynamicContainer("JDK " + jdk.version(), results(jdk).stream()));
    }

    private static List<DynamicTest> results(Jdk jdk) {
        try {
            return runOn(jdk);
        } catch (IOException | RuntimeException | AssertionError e) {
            return List.of(
                    dynamicTest(
                            "starts",
                            () -> {
                                throw e;
                            }));
        }
    }

    private static List<DynamicTest> runOn(Jdk jdk) throws IOException {
        Path directory = TARGET.resolve(jdk.home().getFileName());
        Path classes = directory.resolve("classes");
        deleteFiles(classes);
        Jvm jvm = Jvm.of(jdk.home());
        argumentsOfThisJvm().forEach(jvm::jvmArg);
        List<String> suite = new ArrayList<>(List.of(classes.toString()));
        String excluded = System.getProperty("excluded.tag", "");
        if (!excluded.isEmpty()) {
            suite.add(excluded);
        }
        RunningJvm ran;
        int exit;
        try (RunningJvm running = jvm.main(SuiteMain.class, suite.toArray(String[]::new)).start()) {
            exit = running.awaitExit(LIMIT);
            ran = running;
        }
        Files.createDirectories(directory);
        Files.write(directory.resolve("stdout.txt"), ran.stdout());
        Files.write(directory.resolve("stderr.txt"), ran.stderr());

        List<DynamicTest> tests = new ArrayList<>();
        tests.add(
                dynamicTest(
                        "the suite runs to its end",
                        () -> assertThat(exit).as("%s", ran.stderr()).isZero()));
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                tests.add(
                        dynamicTest(
                                file.getFileName().toString(),
                                () ->
                                        assertThat(text)
                                                .as("on JDK %s", jdk.version())
                                                .startsWith("ok")));
                Files.writeString(
                        TARGET.resolve("jdks.txt"),
                        "  JDK "
                                + jdk.version()
                                + " "
                                + file.getFileName()
                                + " "
                                + text.lines().findFirst().orElse("")
                                + "\n",
                        StandardOpenOption.APPEND);
            }
        }
        assertThat(tests).as("test classes on JDK %s", jdk.version()).hasSizeGreaterThan(1);
        return tests;
    }

    /** The agent's flag and whatever else decides how the tests run. */
    private static List<String> argumentsOfThisJvm() {
        List<String> arguments = new ArrayList<>();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-javaagent:")) {
                arguments.add(argument);
            }
        }
        System.getProperties()
                .stringPropertyNames()
                .forEach(
                        key -> {
                            if (key.matches("(agent|exporter|expected|postgres)\\b.*")) {
                                arguments.add("-D" + key + "=" + System.getProperty(key));
                            }
                        });
        return arguments;
    }

    private static void deleteFiles(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
