package io.jdbcwarden.it.prometheus;

import io.jdbcwarden.it.Jvm;
import io.jdbcwarden.it.WardenJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the jar's command {@code print} prints. */
final class Printed {
    private Printed() {}

    static String text(String... what) {
        String[] arguments =
                Stream.concat(Stream.of("print"), Stream.of(what)).toArray(String[]::new);
        return String.join("\n", Jvm.java().jar(WardenJar.path(), arguments).run().stdout()) + "\n";
    }

    /** As a file of that name and kind. */
    static Path file(Path directory, String name, String... what) throws IOException {
        return Files.writeString(directory.resolve(name), text(what));
    }
}
