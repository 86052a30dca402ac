package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent gets into a JVM without leaving traces in it. */
class GettingInTest {
    @TempDir private Path directory;

    /** Whoever appends to the boot path costs the application its class-data sharing. */
    @Test
    void keepsTheClassDataSharingOfTheApplication() throws IOException {
        Path application = applicationJar();
        Path archive = directory.resolve("application.jsa");
        Jvm.java()
                .classpath(application)
                .jvmArg("-XX:ArchiveClassesAtExit=" + archive)
                .main(StartTest.Hello.class)
                .run();
        Path log = directory.resolve("classes.txt");
        RunningJvm jvm =
                Jvm.java()
                        .agent()
                        .classpath(application)
                        .jvmArg("-XX:SharedArchiveFile=" + archive)
                        .jvmArg("-Xlog:class+load:file=" + log)
                        .main(StartTest.Hello.class)
                        .run();

        // Before it, newer JVMs complain of the module java.instrument, with whatever agent.
        assertThat(jvm.stdout()).endsWith("hello");
        assertThat(jvm.stdout()).noneMatch(line -> line.contains("appended"));
        assertThat(jvm.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
        assertThat(Files.readAllLines(log))
                .anyMatch(
                        line ->
                                line.contains(StartTest.Hello.class.getName() + " ")
                                        && line.contains("shared objects file"));
    }

    @Test
    void saysNothingButItsOwnLinesWhileItGuards() {
        RunningJvm plain = legacy(Jvm.java());
        RunningJvm guarded = legacy(Jvm.java().agent());

        assertThat(guarded.exitCode()).isZero();
        assertThat(guarded.stdout()).isEqualTo(plain.stdout());
        assertThat(guarded.stderr()).allMatch(line -> line.startsWith("[jdbc-warden] "));
        assertThat(guarded.stderr()).anyMatch(line -> line.contains("guarding pool legacy"));
    }

    private static RunningJvm legacy(Jvm jvm) {
        Postgres postgres = Postgres.shared();
        return jvm.main(LegacyApp.class, postgres.url(), postgres.user(), postgres.password())
                .run();
    }

    private Path applicationJar() throws IOException {
        Path jar = directory.resolve("application.jar");
        String entry = StartTest.Hello.class.getName().replace('.', '/') + ".class";
        try (InputStream in = StartTest.Hello.class.getClassLoader().getResourceAsStream(entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(in.readAllBytes());
        }
        return jar;
    }
}
