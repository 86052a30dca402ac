package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the jar, and what must not be. */
@Tag("any-pool")
class AgentJarTest {
    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(WardenJar.path().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void showsNothingButTheTwoLauncherClasses() {
        assertThat(names())
                .filteredOn(name -> !name.startsWith("inst/") && !name.startsWith("META-INF/"))
                .containsExactly("io/jdbcwarden/Agent.class", "io/jdbcwarden/AgentLoader.class");
        assertThat(names()).filteredOn(name -> name.endsWith(".class")).hasSize(2);
        assertThat(names())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .allMatch(
                        name ->
                                name.matches(
                                        "META-INF/(MANIFEST.MF|LICENSE|NOTICE|licenses/.+|sbom/.+)"));
    }

    @Test
    void saysInItsManifestHowItIsStarted() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        for (String starter : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
            assertThat(manifest.getValue(starter)).isEqualTo("io.jdbcwarden.Agent");
        }
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        assertThat(manifest.getValue("Class-Path")).isNull();
    }

    @Test
    void isJava8BytecodeThroughout() throws IOException {
        for (String name : names()) {
            if (name.matches(".*\\.class(data)?") && !name.contains("META-INF/versions/")) {
                assertThat(classVersion(name)).as(name).isLessThanOrEqualTo(52);
            }
        }
    }

    @Test
    void holdsTheBridgeAsClassesOfJavaLang() {
        assertThat(names())
                .contains(
                        "inst/java/lang/JdbcWardenBridge.classdata",
                        "inst/java/lang/JdbcWardenHook.classdata",
                        "inst/java/lang/JdbcWardenGate000.classdata")
                .noneMatch(name -> name.startsWith("inst/io/jdbcwarden/bridge/"));
    }

    /** Whoever adds a library adds its licence and its line here. */
    @Test
    void holdsTheLicenceOfEverythingInside() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.startsWith("inst/"))
                .filteredOn(name -> !name.startsWith("inst/META-INF/"))
                .allMatch(
                        name ->
                                name.matches(
                                        "inst/(io/jdbcwarden|java/lang/JdbcWarden(Bridge|Hook|Gate000)"
                                                + "|net/bytebuddy/agent|org/objectweb/asm|org/slf4j|picocli)\\b.*"));
        assertThat(names())
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/licenses/asm.txt",
                        "META-INF/licenses/byte-buddy.txt",
                        "META-INF/licenses/picocli.txt",
                        "META-INF/licenses/slf4j.txt");
    }

    private List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private int classVersion(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getJarEntry(name)))) {
            assertThat(in.readInt()).as(name).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
