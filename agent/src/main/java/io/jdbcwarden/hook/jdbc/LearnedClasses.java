package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.weave.TypeShape;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of connections that come from no known pool. Which they are is seen when there is
 * such a connection: a JVM without one has none of them woven, and pays for none. Any thread.
 */
final class LearnedClasses extends PoolClasses {
    private final Set<String> closing = ConcurrentHashMap.newKeySet();
    private final Set<String> handles = ConcurrentHashMap.newKeySet();
    private final Set<String> unwrapping = ConcurrentHashMap.newKeySet();
    private final Set<String> packages = ConcurrentHashMap.newKeySet();

    LearnedClasses() {
        super("unknown", "");
    }

    /** Whether a connection of this class can be followed: of a proxy there is nothing to weave. */
    static boolean canLearn(Class<?> handle) {
        return !Proxy.isProxyClass(handle) && !packageOf(handle).isEmpty();
    }

    /** The classes that declare what is called on such a connection, and those beside it. */
    void learn(Class<?> handle) {
        for (Method method : handle.getMethods()) {
            String declaring = method.getDeclaringClass().getName();
            if (method.getName().equals("close") && method.getParameterCount() == 0) {
                closing.add(declaring);
            } else if (method.getName().equals("unwrap")) {
                unwrapping.add(declaring);
            } else if (isOfJdbc(method)) {
                handles.add(declaring);
            }
        }
        packages.add(packageOf(handle));
    }

    private static boolean isOfJdbc(Method method) {
        try {
            Connection.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static String packageOf(Class<?> type) {
        String name = type.getName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** Whether a class of this name is to be looked at. */
    boolean mayHave(String name) {
        return !packages.isEmpty()
                && (isBeside(name)
                        || handles.contains(name)
                        || closing.contains(name)
                        || unwrapping.contains(name));
    }

    boolean mayHaveInternal(String name) {
        return !packages.isEmpty() && mayHave(name.replace('/', '.'));
    }

    private boolean isBeside(String name) {
        for (String known : packages) {
            if (name.startsWith(known)) {
                return true;
            }
        }
        return false;
    }

    @Override
    List<String> markers() {
        return Collections.emptyList();
    }

    @Override
    boolean mayHave(Class<?> loaded) {
        return mayHave(loaded.getName());
    }

    @Override
    boolean isClosing(TypeShape type) {
        return closing.contains(type.name());
    }

    @Override
    boolean isHandle(TypeShape type) {
        return handles.contains(type.name());
    }

    @Override
    boolean isUnwrapping(TypeShape type) {
        return unwrapping.contains(type.name());
    }

    /** A driver's statements lie beside its connections. */
    @Override
    boolean isStatement(TypeShape type) {
        return isBeside(type.name()) && type.declares("executeQuery");
    }
}
