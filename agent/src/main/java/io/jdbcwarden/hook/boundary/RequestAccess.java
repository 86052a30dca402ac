package io.jdbcwarden.hook.boundary;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * How to read servlet requests of one class, {@code javax} or {@code jakarta}. The servlet types
 * are the application's and not visible here, so they are found among the interfaces of the class,
 * which need not be public itself, and called by method handles.
 *
 * <p>Kept with the class it is about, so it holds no class loader. A method that this servlet
 * version does not have is null, and has no value.
 */
final class RequestAccess {
    /** The dispatcher type of a request that has none: servlet versions before 3.0. */
    static final String REQUEST = "REQUEST";

    private static final int MOST_WRAPPERS = 64;
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final ClassValue<RequestAccess> BY_CLASS =
            new ClassValue<RequestAccess>() {
                @Override
                protected RequestAccess computeValue(Class<?> type) {
                    return new RequestAccess(type);
                }
            };

    final @Nullable MethodHandle method;
    final @Nullable MethodHandle uri;
    private final @Nullable MethodHandle header;
    private final @Nullable MethodHandle userPrincipal;
    private final @Nullable MethodHandle remoteUser;
    private final @Nullable MethodHandle dispatcherType;
    private final @Nullable MethodHandle asyncStarted;
    private final @Nullable MethodHandle wrapped;

    private RequestAccess(Class<?> type) {
        Class<?> http = ServletTypes.find(type, ".servlet.http.HttpServletRequest");
        Class<?> plain = ServletTypes.find(type, ".servlet.ServletRequest");
        Class<?> wrapper = ServletTypes.find(type, ".servlet.ServletRequestWrapper");
        this.method = getter(http, "getMethod", String.class);
        this.uri = getter(http, "getRequestURI", String.class);
        this.header = header(http);
        this.userPrincipal = getter(http, "getUserPrincipal", Principal.class);
        this.remoteUser = getter(http, "getRemoteUser", String.class);
        this.dispatcherType =
                getter(plain, "getDispatcherType", ServletTypes.beside(plain, "DispatcherType"));
        this.asyncStarted = getter(plain, "isAsyncStarted", boolean.class);
        this.wrapped = getter(wrapper, "getRequest", plain);
    }

    /** The access for a request's class. */
    static RequestAccess of(Object request) {
        return BY_CLASS.get(request.getClass());
    }

    private static @Nullable MethodHandle getter(
            @Nullable Class<?> owner, String name, @Nullable Class<?> result) {
        if (owner == null || result == null) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(owner, name, MethodType.methodType(result))
                    .asType(GETTER);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static @Nullable MethodHandle header(@Nullable Class<?> owner) {
        if (owner == null) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            owner, "getHeader", MethodType.methodType(String.class, String.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Object.class));
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** A text of the request; null if there is none, or the request refuses. */
    @Nullable String text(@Nullable MethodHandle getter, Object request) {
        try {
            return getter == null ? null : (String) (Object) getter.invokeExact(request);
        } catch (Throwable t) {
            return null;
        }
    }

    @Nullable String header(Object request, String name) throws Throwable {
        return header == null ? null : (String) (Object) header.invokeExact(request, (Object) name);
    }

    @Nullable String principal(Object request) throws Throwable {
        Object principal = userPrincipal == null ? null : userPrincipal.invokeExact(request);
        if (principal != null) {
            return ((Principal) principal).getName();
        }
        return remoteUser == null ? null : (String) (Object) remoteUser.invokeExact(request);
    }

    /** {@code REQUEST}, {@code ASYNC}, {@code ERROR}, {@code FORWARD} or {@code INCLUDE}. */
    String dispatcherType(Object request) {
        try {
            Object type = dispatcherType == null ? null : dispatcherType.invokeExact(request);
            return type == null ? REQUEST : ((Enum<?>) type).name();
        } catch (Throwable t) {
            return REQUEST;
        }
    }

    /** Whether the container says that asynchronous work on this request is under way. */
    boolean isAsyncStarted(Object request) {
        try {
            return asyncStarted != null && (boolean) (Object) asyncStarted.invokeExact(request);
        } catch (Throwable t) {
            return false;
        }
    }

    /** The container's own request object, under all wrappers. */
    Object root(Object request) {
        Object current = request;
        RequestAccess access = this;
        try {
            for (int i = 0; i < MOST_WRAPPERS && access.wrapped != null; i++) {
                Object next = (Object) access.wrapped.invokeExact(current);
                if (next == null) {
                    return current;
                }
                current = next;
                access = of(current);
            }
        } catch (Throwable t) {
            // A wrapper that refuses is as far as it goes.
        }
        return current;
    }
}
