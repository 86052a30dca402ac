package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar jdbc-warden.jar}, as people and scripts use it. */
@Tag("any-pool")
class CommandLineTest {
    private static RunningJvm run(String... arguments) {
        return Jvm.java().jar(WardenJar.path(), arguments).run();
    }

    @Test
    void tellsItsVersionAndNothingElse() {
        RunningJvm jvm = run("--version");

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).singleElement().asString().matches("jdbc-warden \\d+\\..*");
        assertThat(jvm.stderr()).isEmpty();
    }

    @Test
    void printsADefaultConfigurationThatItFindsGood(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("warden.properties");
        Files.write(file, run("print", "default-config").stdout());

        RunningJvm jvm = run("check", file.toString());

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).singleElement().asString().startsWith(file + ": ok");
    }

    @Test
    void findsTheFaultsOfAConfiguration(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("warden.properties");
        Files.writeString(file, "lease.max-idel=5m\nmode=perhaps\n");

        RunningJvm jvm = run("check", file.toString());

        assertThat(jvm.exitCode()).isEqualTo(1);
        assertThat(jvm.stdout())
                .hasSize(3)
                .anyMatch(line -> line.contains("lease.max-idle"))
                .anyMatch(line -> line.contains("enforce"));
    }

    @Test
    void namesTheNearestCommand() {
        RunningJvm jvm = run("chekc");

        assertThat(jvm.exitCode()).isEqualTo(2);
        assertThat(jvm.stdout()).isEmpty();
        assertThat(jvm.stderr()).anyMatch(line -> line.contains("jdbc-warden check"));
    }
}
