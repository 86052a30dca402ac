package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with the agent starts and ends as it does without, and sees nothing of it. */
@Tag("any-pool")
class StartTest {
    /** No warning of class-data sharing or of Unsafe either: the JVM would print it here. */
    @Test
    void hearsNothingButOurOwnLines() {
        RunningJvm jvm = hello().agent().run();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
    }

    @Test
    void seesOnlyTheTwoLauncherClasses() {
        RunningJvm jvm =
                Jvm.java()
                        .agent()
                        .classpath(TestClasses.path())
                        .main(
                                Visible.class,
                                "io.jdbcwarden.Agent",
                                "io.jdbcwarden.AgentLoader",
                                "io.jdbcwarden.boot.Boot",
                                "io.jdbcwarden.bridge.JdbcWardenBridge",
                                "org.objectweb.asm.ClassReader",
                                "org.slf4j.Logger",
                                "picocli.CommandLine")
                        .run();

        assertThat(jvm.stdout())
                .containsExactly("io.jdbcwarden.Agent", "io.jdbcwarden.AgentLoader");
    }

    /** Class-data sharing goes on: an appended boot path would end it for the application. */
    @Test
    void keepsTheBridgeInJavaBaseWithoutOpeningItToTheApplication() {
        RunningJvm jvm = Jvm.java().agent().classpath(TestClasses.path()).main(Bridge.class).run();

        assertThat(jvm.stdout())
                .containsExactly(
                        "module java.base",
                        "loader null",
                        "java.lang open: false",
                        "a gate of a hook: true");
    }

    /** Containers install a log manager and an MBean server builder of their own, later. */
    @Test
    void startsNeitherLoggingNorManagementBeforeTheApplication() {
        RunningJvm jvm = hello().agent().jvmArg("-Xlog:class+load=info:stdout").run();

        List<String> loaded =
                jvm.stdout().stream()
                        .takeWhile(line -> !line.contains(Hello.class.getName()))
                        .toList();
        assertThat(loaded).anyMatch(line -> line.contains("io.jdbcwarden.boot.Sleeper"));
        assertThat(loaded)
                .noneMatch(
                        line ->
                                line.contains(" java.util.logging.")
                                        || line.contains(" javax.management.")
                                        || line.contains(" java.lang.management."));
    }

    @Test
    void startsFromADirectoryWithAnOddName(@TempDir Path directory) throws IOException {
        Path odd = Files.createDirectories(directory.resolve("a b+c %41 #"));
        Path jar = Files.copy(WardenJar.path(), odd.resolve("jdbc-warden.jar"));

        RunningJvm jvm = hello().jvmArg("-javaagent:" + jar).run();

        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).noneMatch(line -> line.contains("could not start"));
    }

    @Test
    void runsOnceWhenItIsGivenTwice() {
        RunningJvm jvm = hello().agent().agent().run();

        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).filteredOn(line -> line.contains("already running")).hasSize(1);
    }

    @Test
    void letsTheApplicationRunWhenASettingIsWrong() {
        RunningJvm jvm = hello().agent("modee=observe").run();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).containsExactly("hello");
        assertThat(jvm.stderr()).anyMatch(line -> line.contains("modee") && line.contains("mode"));
    }

    @Test
    void doesNotTakeTheApplicationsLoggingForItsOwn() {
        RunningJvm jvm =
                hello().agent("modee=observe").property("slf4j.provider", "com.acme.Logs").run();

        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
        assertThat(jvm.stderr()).anyMatch(line -> line.contains("modee"));
    }

    private static Jvm hello() {
        return Jvm.java().classpath(TestClasses.path()).main(Hello.class);
    }

    static final class Hello {
        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }

    static final class Visible {
        public static void main(String[] arguments) {
            ClassLoader application = ClassLoader.getSystemClassLoader();
            for (String name : arguments) {
                if (application.getResource(name.replace('.', '/') + ".class") != null) {
                    System.out.println(name);
                }
            }
        }
    }

    static final class Bridge {
        public static void main(String[] arguments) throws Exception {
            // What the agent wakes up for.
            Class.forName("com.sun.net.httpserver.Filter$Chain");
            Class<?> bridge = Class.forName("java.lang.JdbcWardenBridge");
            System.out.println(bridge.getModule());
            System.out.println("loader " + bridge.getClassLoader());
            System.out.println(
                    "java.lang open: "
                            + Object.class
                                    .getModule()
                                    .isOpen("java.lang", Bridge.class.getModule()));
            System.out.println(
                    "a gate of a hook: " + IntStream.range(1, 512).anyMatch(Bridge::has));
        }

        private static boolean has(int hook) {
            try {
                Class.forName(String.format("java.lang.JdbcWardenGate%03d", hook), false, null);
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
