package io.jdbcwarden.util;

/** Tells virtual threads from others, on JVMs that have them and on those that do not. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /**
     * Whether a thread is virtual. By its class, which belongs to the JDK and cannot be extended.
     */
    public static boolean isVirtual(Thread thread) {
        Class<?> type = thread.getClass();
        return type != Thread.class
                && type.getClassLoader() == null
                && type.getName().contains("Virtual");
    }
}
