package io.jdbcwarden.dialect;

import io.jdbcwarden.metric.DatabaseHost;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a driver's connection which server it is connected to, without a round trip. One for a
 * driver; found by {@link java.util.ServiceLoader}.
 */
public interface HostReader {
    /** Whether connections of this class are its driver's. Decides by names. */
    boolean handles(Class<?> physical);

    /**
     * How to read it from connections of this class.
     *
     * @throws ReflectiveOperationException if this version of the driver cannot tell
     */
    Bound bind(Class<?> physical) throws ReflectiveOperationException;

    /** Reads it from one connection. */
    interface Bound {
        /** The server; null if this connection does not know it. */
        @Nullable DatabaseHost read(Object physical) throws ReflectiveOperationException;
    }
}
