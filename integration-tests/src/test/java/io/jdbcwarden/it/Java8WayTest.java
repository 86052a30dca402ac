package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java 8 has no modules: there the bridge comes from a jar appended to the boot path.
 *
 * <p>Since Java 9 the boot loader looks for a class of {@code java.lang} in java.base alone, so a
 * patch of java.base stands in for the flat boot path.
 */
@Tag("any-pool")
class Java8WayTest {
    @TempDir Path directory;

    @Test
    void guardsAsTheWayOfNewerVersionsDoes() throws IOException {
        RunningJvm jvm =
                LeakingApplication.jvm()
                        .agent(LeakingApplication.SETTING)
                        .property("warden.internal.bridge", "append")
                        .jvmArg("--patch-module=java.base=" + patch())
                        .run();

        assertThat(jvm.stdout()).contains("out: 0");
        assertThat(jvm.stderr()).noneMatch(line -> line.contains("could not start"));
    }

    /** The warning of the JVM is what tells that the boot path was appended to. */
    @Test
    void appendsToTheBootPathAndNothingElseDoes() throws IOException {
        assertThat(warnings(LeakingApplication.jvm().property("warden.internal.bridge", "append")))
                .isTrue();
        assertThat(warnings(LeakingApplication.jvm())).isFalse();
    }

    private static boolean warnings(Jvm jvm) {
        RunningJvm ran = jvm.agent(LeakingApplication.SETTING).run();
        return ran.stderr().stream().anyMatch(Java8WayTest::isAppendWarning)
                || ran.stdout().stream().anyMatch(Java8WayTest::isAppendWarning);
    }

    private static boolean isAppendWarning(String line) {
        return line.contains("bootstrap classpath has been appended");
    }

    private Path patch() throws IOException {
        Files.createDirectories(directory.resolve("java/lang"));
        try (JarFile jar = new JarFile(WardenJar.path().toFile())) {
            for (String name : List.of("java/lang/JdbcWardenBridge", "java/lang/JdbcWardenHook")) {
                JarEntry entry = jar.getJarEntry("inst/" + name + ".classdata");
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, directory.resolve(name + ".class"));
                }
            }
        }
        return directory;
    }
}
