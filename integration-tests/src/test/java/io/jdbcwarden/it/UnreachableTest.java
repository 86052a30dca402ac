package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JVMs that the command line cannot speak to: it says in one line why not and what helps. */
@Tag("any-pool")
class UnreachableTest {
    @Test
    void aProcessThatIsNotThere() {
        assertThat(Cli.failed("pools", 4_000_000_000L / 2))
                .isEqualTo(
                        "jdbc-warden: there is no process 2000000000; the command list shows the"
                                + " JVMs there are");
    }

    @Test
    void aProcessIdThatIsNone() {
        for (String command : List.of("pools", "attach")) {
            RunningJvm jvm = Cli.run(command, "shop");
            assertThat(jvm.exitCode()).isEqualTo(2);
            assertThat(jvm.stderr().get(0)).contains("<pid> is a process id", "'shop'");
        }
    }

    /** The signal that opens a JVM's door would end it. */
    @Test
    void aProcessThatIsNoJvmGoesOn() throws IOException {
        Process sleeping = new ProcessBuilder("sleep", "600").start();
        try {
            assertThat(Cli.failed("attach", sleeping.pid()))
                    .contains("process " + sleeping.pid() + " is no JVM");
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void aJvmWhoseDoorIsShut() {
        try (RunningJvm jvm =
                ShopMain.jvm().agent().jvmArg("-XX:+DisableAttachMechanism").start()) {
            jvm.awaitStdout("ready");

            assertThat(Cli.failed("health", jvm.pid()))
                    .contains(
                            "JVM " + jvm.pid(), "-XX:+DisableAttachMechanism", "start it without");
        }
    }

    @Test
    void aJvmWhoseDoorIsShutByItsEnvironment() {
        try (RunningJvm jvm =
                ShopMain.jvm().env("JDK_JAVA_OPTIONS", "-XX:+DisableAttachMechanism").start()) {
            jvm.awaitStdout("ready");

            assertThat(Cli.failed("attach", jvm.pid())).contains("-XX:+DisableAttachMechanism");
        }
    }

    @Test
    void aJvmThatLetsNoAgentIn() {
        // On JDK 17 the option does not exist in this sense: agents are let in.
        try (RunningJvm jvm = ShopMain.jvm().jvmArg("-XX:-EnableDynamicAgentLoading").start()) {
            jvm.awaitStdout("ready");
            RunningJvm attach = Cli.run("attach", jvm.pid());

            if (Runtime.version().feature() >= 21) {
                assertThat(attach.exitCode()).isEqualTo(1);
            }
            if (attach.exitCode() != 0) {
                assertThat(attach.stderr())
                        .singleElement()
                        .asString()
                        .contains("lets no agent in", "-XX:+EnableDynamicAgentLoading");
            }
        }
    }

    @Test
    void aJvmThatIsNotGuarded() {
        try (RunningJvm jvm = ShopMain.jvm().start()) {
            jvm.awaitStdout("ready");

            assertThat(Cli.failed("sessions", jvm.pid()))
                    .contains("JVM " + jvm.pid() + " is not guarded", "attach " + jvm.pid());
        }
    }

    @Test
    void aGuardedJvmThatHasNothingToShow() {
        try (RunningJvm jvm = ShopMain.jvm().agent("jmx=false").start()) {
            jvm.awaitStdout("ready");

            assertThat(Cli.failed("sessions", jvm.pid())).contains("is guarded", "jmx=false");
        }
    }

    @Test
    void aJvmThatHasStopped() throws Exception {
        try (RunningJvm jvm = ShopMain.jvm().agent().start()) {
            jvm.awaitStdout("ready");
            new ProcessBuilder("kill", "-STOP", String.valueOf(jvm.pid())).start().waitFor();

            assertThat(Cli.failed("sessions", jvm.pid()))
                    .contains("JVM " + jvm.pid() + " does not answer", "stopped or hang");
        }
    }

    /** Only root can be somebody else. */
    @Test
    void aJvmOfAnotherUser() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")));
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runuser")));
        Path shared = Files.createTempDirectory("jdbc-warden-shared");
        Path jar = Files.copy(WardenJar.path(), shared.resolve("jdbc-warden.jar"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        try (RunningJvm jvm = ShopMain.jvm().agent().start()) {
            jvm.awaitStdout("ready");
            ProcessBuilder asNobody =
                    new ProcessBuilder(
                            "/usr/sbin/runuser",
                            "-u",
                            "nobody",
                            "--",
                            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                            "-jar",
                            jar.toString(),
                            "pools",
                            String.valueOf(jvm.pid()));
            try (RunningJvm other = new RunningJvm(asNobody.directory(shared.toFile()).start())) {
                assertThat(other.awaitExit()).isEqualTo(1);
                assertThat(other.stderr())
                        .singleElement()
                        .asString()
                        .contains(
                                "process " + jvm.pid() + " belongs to the user root",
                                "sudo -u root");
            }
        } finally {
            Files.delete(jar);
            Files.delete(shared);
        }
    }

    /** As in a container with a runtime only: HotSpot's own protocol is spoken instead. */
    @Test
    void aRuntimeWithoutTheAttachModuleReachesItAllTheSame() {
        try (RunningJvm jvm = ShopMain.jvm().start()) {
            jvm.awaitStdout("ready");
            String[] attach = Cli.words("attach", jvm.pid(), "stack=always");
            RunningJvm attached = withoutAttachModule().jar(WardenJar.path(), attach).run();
            assertThat(attached.stderr()).isEmpty();
            assertThat(attached.stdout()).first().asString().contains("is guarded from now");
            jvm.send("borrow");
            jvm.awaitStdout("borrow: 1 out");

            RunningJvm pools =
                    withoutAttachModule()
                            .jar(WardenJar.path(), Cli.words("pools", jvm.pid()))
                            .run();
            assertThat(pools.stderr()).isEmpty();
            assertThat(pools.stdout()).last().asString().startsWith("shop");
            RunningJvm list = withoutAttachModule().jar(WardenJar.path(), "list").run();
            assertThat(list.stdout())
                    .anyMatch(
                            line ->
                                    line.trim().startsWith(jvm.pid() + " ")
                                            && line.contains("yes"));
        }
    }

    private static Jvm withoutAttachModule() {
        return Jvm.java()
                .jvmArg("--limit-modules")
                .jvmArg("java.se,jdk.management.agent,jdk.unsupported");
    }
}
