package io.jdbcwarden.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the packaged agent is. */
public final class WardenJar {
    private WardenJar() {}

    /** The file; Maven says which, an IDE finds that of the last build. */
    public static Path path() {
        Path jar =
                Path.of(System.getProperty("agent.jar", "../agent/target/jdbc-warden.jar"))
                        .toAbsolutePath()
                        .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "build the agent first (mvn -pl agent verify): no " + jar);
        }
        return jar;
    }
}
