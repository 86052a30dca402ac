package io.jdbcwarden.hook.boundary;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the diagnostic context (MDC) of the application's own logging, for the calling thread. A
 * server may run several applications, each with an MDC of its own: the thread's context loader
 * says which one is meant. Any thread; holds no class of the application.
 */
public final class MdcReader implements Function<String, @Nullable String> {
    private static final ClassValue<@Nullable MethodHandle> GETTERS =
            new ClassValue<@Nullable MethodHandle>() {
                @Override
                protected @Nullable MethodHandle computeValue(Class<?> type) {
                    return findGet(type);
                }
            };

    private volatile Known[] known = new Known[0];

    /** Takes over a class that keeps an MDC; cheap if it is known. */
    void learn(Class<?> type) {
        for (Known one : known) {
            if (one.get() == type) {
                return;
            }
        }
        add(type);
    }

    private synchronized void add(Class<?> type) {
        List<Known> now = new ArrayList<>();
        for (Known one : known) {
            Class<?> other = one.get();
            if (other == type) {
                return;
            }
            if (other != null) {
                now.add(one);
            }
        }
        now.add(new Known(type));
        known = now.toArray(new Known[0]);
    }

    /** The value of a key in the MDC of the application that the calling thread works for. */
    @Override
    public @Nullable String apply(String key) {
        Known[] all = known;
        if (all.length == 0) {
            return null;
        }
        if (all.length == 1) {
            Class<?> only = all[0].get();
            return only == null ? null : value(only, key);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (true) {
            for (Known one : all) {
                Class<?> type = one.get();
                if (type != null && type.getClassLoader() == loader) {
                    String value = value(type, key);
                    if (value != null) {
                        return value;
                    }
                }
            }
            if (loader == null) {
                return null;
            }
            loader = loader.getParent();
        }
    }

    private static @Nullable String value(Class<?> type, String key) {
        MethodHandle get = GETTERS.get(type);
        if (get == null) {
            return null;
        }
        try {
            Object value = (Object) get.invokeExact(key);
            return value == null ? null : value.toString();
        } catch (Throwable t) {
            return null;
        }
    }

    private static @Nullable MethodHandle findGet(Class<?> type) {
        for (Class<?> result : new Class<?>[] {String.class, Object.class}) {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(type, "get", MethodType.methodType(result, String.class))
                        .asType(MethodType.methodType(Object.class, String.class));
            } catch (ReflectiveOperationException | LinkageError e) {
                // Log4j 1 keeps objects.
            }
        }
        return null;
    }

    /** A class that keeps an MDC. */
    private static final class Known extends WeakReference<Class<?>> {
        Known(Class<?> type) {
            super(type);
        }
    }
}
