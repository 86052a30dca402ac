package io.jdbcwarden.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JDK of this machine.
 *
 * @param home its directory, without links
 * @param version its {@code java.version}
 */
record Jdk(Path home, String version) {
    private static final int OLDEST = 17;

    /** The one that runs the tests. */
    static Jdk current() {
        return at(Path.of(System.getProperty("java.home", ""))).findFirst().orElseThrow();
    }

    /** Every one from 17 on, each once, wherever JDKs are usually put. */
    static Collection<Jdk> found() {
        String user = System.getProperty("user.home", "");
        Path own = Path.of(System.getProperty("java.home", ""));
        Stream<Path> places =
                Stream.of(
                                Stream.of(own),
                                System.getenv().entrySet().stream()
                                        .filter(e -> e.getKey().matches("JAVA_HOME(_.*)?"))
                                        .map(e -> Path.of(e.getValue())),
                                children(own.getParent()),
                                children(Path.of("/usr/lib/jvm")),
                                children(Path.of("/opt/java")),
                                children(Path.of(user, ".sdkman/candidates/java")),
                                children(Path.of(user, ".jdks")),
                                children(Path.of("/Library/Java/JavaVirtualMachines"))
                                        .map(bundle -> bundle.resolve("Contents/Home")))
                        .flatMap(place -> place);
        Map<Path, Jdk> found = new LinkedHashMap<>();
        places.flatMap(Jdk::at)
                .filter(jdk -> jdk.feature() >= OLDEST)
                .forEach(jdk -> found.putIfAbsent(jdk.home(), jdk));
        return List.copyOf(found.values());
    }

    /** 17 for 17.0.15. */
    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    private static Stream<Path> children(@Nullable Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> list = Files.list(directory)) {
            return list.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Stream<Jdk> at(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))
                || !Files.isRegularFile(home.resolve("release"))) {
            return Stream.empty();
        }
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
            String version =
                    Objects.toString(release.getProperty("JAVA_VERSION"), "0").replace("\"", "");
            return version.startsWith("1.")
                    ? Stream.empty()
                    : Stream.of(new Jdk(home.toRealPath(), version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
