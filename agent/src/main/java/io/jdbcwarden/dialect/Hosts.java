package io.jdbcwarden.dialect;

import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Tells which servers connections are connected to; what is resolved stays with their class. */
public final class Hosts {
    private final List<HostReader> readers = new ArrayList<>();
    private final DistinctErrors errors;
    private final ClassValue<HostReader.@Nullable Bound> bound =
            new ClassValue<HostReader.@Nullable Bound>() {
                @Override
                protected HostReader.@Nullable Bound computeValue(Class<?> type) {
                    return resolve(type);
                }
            };

    public Hosts(DistinctErrors errors) {
        this.errors = errors;
        for (HostReader reader :
                ServiceLoader.load(HostReader.class, Hosts.class.getClassLoader())) {
            readers.add(reader);
        }
    }

    /** The server behind a driver's connection; null if it cannot be told. Any thread. */
    public @Nullable DatabaseHost of(Object physical) {
        HostReader.Bound reader = bound.get(physical.getClass());
        if (reader == null) {
            return null;
        }
        try {
            return reader.read(physical);
        } catch (InvocationTargetException e) {
            // The driver's own word, as of a connection that broke just now.
            return null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            errors.record("host of " + physical.getClass().getName(), e);
            return null;
        }
    }

    private HostReader.@Nullable Bound resolve(Class<?> type) {
        for (HostReader reader : readers) {
            if (reader.handles(type)) {
                try {
                    return reader.bind(type);
                } catch (ReflectiveOperationException | LinkageError e) {
                    errors.record("host of " + type.getName(), e);
                }
            }
        }
        return null;
    }
}
