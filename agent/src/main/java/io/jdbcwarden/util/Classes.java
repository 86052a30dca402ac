package io.jdbcwarden.util;

import org.jspecify.annotations.Nullable;

/** Classes of the application, by name: none is loaded for a question. */
public final class Classes {
    private Classes() {}

    /** Whether it is the class of this name, or extends it. Interfaces are not looked at. */
    public static boolean isA(Class<?> given, String name) {
        return find(given, name) != null;
    }

    /** The class of this name: it, or one that it extends; null if there is none. */
    public static @Nullable Class<?> find(Class<?> given, String name) {
        for (Class<?> type = given; type != null; type = type.getSuperclass()) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
