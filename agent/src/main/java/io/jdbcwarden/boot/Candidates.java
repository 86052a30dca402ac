package io.jdbcwarden.boot;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes could be meant by a hook, judged by the raw bytes of their class files. Loads
 * nothing of what weaves.
 */
final class Candidates {
    private static final String[] OF_JDK = {"java", "sun", "jdk/internal"};

    private final MarkerScan markers;
    private final Set<String> bootClasses;
    private final @Nullable ClassLoader own;

    /**
     * @param bootClasses internal names of the classes of the JDK that are meant
     */
    Candidates(Collection<String> markers, Set<String> bootClasses) {
        this.markers = new MarkerScan(markers);
        this.bootClasses = bootClasses;
        this.own = Candidates.class.getClassLoader();
    }

    /**
     * @param name internal name of the class; null if it has none
     */
    boolean has(@Nullable ClassLoader loader, @Nullable String name, byte[] bytes) {
        if (name == null || loader == own) {
            return false;
        }
        return isOfJdk(loader, name) ? bootClasses.contains(name) : markers.finds(bytes);
    }

    /**
     * Whether it is a class of the JDK: those are meant by name, or not at all.
     *
     * @param name internal name
     */
    static boolean isOfJdk(@Nullable ClassLoader loader, String name) {
        if (loader == null) {
            return true;
        }
        for (String prefix : OF_JDK) {
            if (name.startsWith(prefix) && name.startsWith("/", prefix.length())) {
                return true;
            }
        }
        return false;
    }
}
