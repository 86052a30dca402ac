package io.jdbcwarden.hook.boundary;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** How to listen to asynchronous contexts of one class; kept with that class. */
final class AsyncAccess {
    private static final ClassValue<AsyncAccess> CONTEXTS =
            new ClassValue<AsyncAccess>() {
                @Override
                protected AsyncAccess computeValue(Class<?> type) {
                    return new AsyncAccess(type);
                }
            };
    private static final ClassValue<MethodHandle> EVENTS =
            new ClassValue<MethodHandle>() {
                @Override
                protected MethodHandle computeValue(Class<?> type) {
                    return findContextOf(type);
                }
            };

    private final Class<?> listenerType;
    private final MethodHandle addListener;

    private AsyncAccess(Class<?> type) {
        Class<?> api = ServletTypes.find(type, ".servlet.AsyncContext");
        Class<?> listener = ServletTypes.beside(api, "AsyncListener");
        if (api == null || listener == null) {
            throw new IllegalStateException("no AsyncContext: " + type.getName());
        }
        this.listenerType = listener;
        this.addListener =
                handle(api, "addListener", MethodType.methodType(void.class, listener))
                        .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }

    /**
     * The access for a context's class.
     *
     * @throws IllegalStateException if it is none
     */
    static AsyncAccess of(Class<?> contextType) {
        return CONTEXTS.get(contextType);
    }

    Class<?> listenerType() {
        return listenerType;
    }

    void addListener(Object context, Object listener) throws Throwable {
        addListener.invokeExact(context, listener);
    }

    /** Reads the context of an event: {@code (Object)Object}. */
    static @Nullable MethodHandle contextOf(Object event) {
        return EVENTS.get(event.getClass());
    }

    private static MethodHandle findContextOf(Class<?> type) {
        Class<?> api = ServletTypes.find(type, ".servlet.AsyncEvent");
        Class<?> context = ServletTypes.beside(api, "AsyncContext");
        if (api == null || context == null) {
            throw new IllegalStateException("no AsyncEvent: " + type.getName());
        }
        return handle(api, "getAsyncContext", MethodType.methodType(context))
                .asType(MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle handle(Class<?> owner, String name, MethodType type) {
        try {
            return MethodHandles.publicLookup().findVirtual(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
