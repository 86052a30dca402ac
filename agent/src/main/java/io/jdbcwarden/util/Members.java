package io.jdbcwarden.util;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Finds members of the application's classes, private ones too, as method handles over plain
 * objects. Who keeps a handle keeps the class and its loader: keep it with the class, not with the
 * agent.
 */
public final class Members {
    private final Opener opener;

    public Members(Opener opener) {
        this.opener = opener;
    }

    /**
     * A method of {@code owner} or of a class above it, taking and returning {@code Object}s.
     *
     * @throws NoSuchMethodException if there is none
     */
    public MethodHandle method(Class<?> owner, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            try {
                Method method = type.getDeclaredMethod(name, parameters);
                opener.open(type);
                method.setAccessible(true);
                MethodHandle handle = MethodHandles.lookup().unreflect(method);
                return handle.asType(handle.type().generic());
            } catch (NoSuchMethodException e) {
                // Perhaps in the class above.
            }
        }
        throw new NoSuchMethodException(owner.getName() + "#" + name);
    }

    /**
     * Reads a field of {@code owner} or of a class above it.
     *
     * @throws NoSuchFieldException if there is none
     */
    public MethodHandle field(Class<?> owner, String name) throws ReflectiveOperationException {
        return field(owner, name, Object.class);
    }

    /**
     * The same, with the value as this type: a number is not boxed.
     *
     * @throws NoSuchFieldException if there is none
     */
    public MethodHandle field(Class<?> owner, String name, Class<?> as)
            throws ReflectiveOperationException {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                opener.open(type);
                field.setAccessible(true);
                return MethodHandles.lookup()
                        .unreflectGetter(field)
                        .asType(MethodType.methodType(as, Object.class));
            } catch (NoSuchFieldException e) {
                // Perhaps in the class above.
            }
        }
        throw new NoSuchFieldException(owner.getName() + "#" + name);
    }
}
