package io.jdbcwarden.benchmarks;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Virtual threads for sources that JDK 17 must compile. */
final class VirtualThreads {
    private static final @Nullable Method START = find();

    private VirtualThreads() {}

    /** Whether this JVM has them. */
    static boolean exist() {
        return START != null;
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException if this JVM has none
     */
    static void start(Runnable work) {
        if (START == null) {
            throw new IllegalStateException("virtual threads need JDK 21");
        }
        try {
            START.invoke(null, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Method find() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
