package io.jdbcwarden.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a process from outside: on Linux from {@code /proc}, elsewhere next to
 * nothing. Nothing here throws; what cannot be read is not known.
 */
final class ProcessFacts {
    private final String pid;
    private final Path directory;

    ProcessFacts(String pid) {
        this.pid = pid;
        this.directory = Paths.get("/proc", pid);
    }

    String pid() {
        return pid;
    }

    /** Whether anything is known of processes here. */
    static boolean areKnown() {
        return Files.isDirectory(Paths.get("/proc/self"));
    }

    /** Whether it is there and has not ended, though its parent may not have noticed yet. */
    boolean exists() {
        try {
            for (String line : Files.readAllLines(directory.resolve("status"))) {
                if (line.startsWith("State:")) {
                    return line.indexOf('Z') < 0;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Not to be read, which says nothing.
        }
        return Files.isDirectory(directory);
    }

    /** The user it belongs to; null if that is not known. */
    @Nullable String user() {
        return owner(directory);
    }

    /** Whether it belongs to somebody else, and that matters. */
    boolean isOfOtherUser() {
        String mine = owner(Paths.get("/proc/self"));
        String user = user();
        return user != null && mine != null && !user.equals(mine) && !mine.equals("root");
    }

    private static @Nullable String owner(Path path) {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Whether it can be seen to be no JVM: the signal that opens a JVM's door ends others. */
    boolean isNoJvm() {
        try {
            for (String line : Files.readAllLines(directory.resolve("maps"))) {
                if (line.contains("libjvm.") || line.contains("libj9vm")) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Whether it was started so that nobody can attach. */
    boolean disablesAttach() {
        return hasOption("-XX:+DisableAttachMechanism");
    }

    /** Whether the JVM was started with this option, by its command or its environment. */
    boolean hasOption(String option) {
        if (command().contains(option)) {
            return true;
        }
        for (String variable : words("environ")) {
            boolean ofJvm =
                    variable.startsWith("JAVA_TOOL_OPTIONS=")
                            || variable.startsWith("JDK_JAVA_OPTIONS=")
                            || variable.startsWith("_JAVA_OPTIONS=");
            if (ofJvm && variable.contains(option)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has process ids of its own: it runs in a container, and this does not. */
    boolean isInOtherContainer() {
        try {
            Path own = Paths.get("/proc/self/ns/pid");
            return !Files.readSymbolicLink(directory.resolve("ns/pid"))
                    .equals(Files.readSymbolicLink(own));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Its process id as it knows it itself. */
    String pidInside() {
        try {
            for (String line : Files.readAllLines(directory.resolve("status"))) {
                if (line.startsWith("NSpid:")) {
                    String[] pids = line.trim().split("\\s+");
                    return pids[pids.length - 1];
                }
            }
        } catch (IOException | RuntimeException e) {
            // As it is here.
        }
        return pid;
    }

    /** The words it was started with; empty if they are not known. */
    List<String> command() {
        return words("cmdline");
    }

    private List<String> words(String file) {
        try {
            byte[] bytes = Files.readAllBytes(directory.resolve(file));
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.isEmpty() ? new ArrayList<>() : Arrays.asList(text.split("\0"));
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    /** The main class or jar and what it was given; empty if not known. */
    String main() {
        List<String> words = command();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean takesNext =
                    word.equals("-cp")
                            || word.equals("-classpath")
                            || word.equals("--class-path")
                            || word.equals("-p")
                            || word.equals("--module-path")
                            || word.equals("--add-modules");
            if (takesNext) {
                i++;
            } else if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                return String.join(" ", words.subList(Math.min(i + 1, words.size()), words.size()));
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return String.join(" ", words.subList(i, words.size()));
            }
        }
        return "";
    }

    /** Whether it has opened a file of this name, as an agent's jar is while it runs. */
    @Nullable Boolean hasOpened(String name) {
        File[] open = directory.resolve("fd").toFile().listFiles();
        if (open == null) {
            return null;
        }
        for (File file : open) {
            try {
                if (Files.readSymbolicLink(file.toPath()).endsWith(name)) {
                    return true;
                }
            } catch (IOException | RuntimeException e) {
                // Closed meanwhile.
            }
        }
        return false;
    }
}
