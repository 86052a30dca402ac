package io.jdbcwarden.it;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The place of the compiled tests, as the whole class path of a small application. */
final class TestClasses {
    private TestClasses() {}

    static Path path() {
        return codeSource(TestClasses.class);
    }

    /** The jar or directory that a class came from. */
    static Path codeSource(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
