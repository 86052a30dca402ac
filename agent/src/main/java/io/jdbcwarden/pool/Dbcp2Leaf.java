package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commons DBCP 2 on Commons Pool 2, and Tomcat's copy of both. Read in 2.1.1 on 2.4.2, and 2.14.0
 * on 2.13.0.
 *
 * <p>Data sources of managed connections are left alone: what is enlisted in a transaction ends
 * with it.
 */
public final class Dbcp2Leaf implements PoolLeaf {
    private static final String[] ROOTS = {"org.apache.commons.", "org.apache.tomcat.dbcp."};

    @Override
    public boolean handles(Class<?> dataSource) {
        for (String root : ROOTS) {
            if (own(dataSource, root) != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Class<?> own(Class<?> dataSource, String root) {
        String managed = root + "dbcp2.managed.";
        if (Classes.isA(dataSource, managed + "BasicManagedDataSource")
                || Classes.isA(dataSource, managed + "ManagedDataSource")) {
            return null;
        }
        Class<?> basic = Classes.find(dataSource, root + "dbcp2.BasicDataSource");
        return basic == null ? Classes.find(dataSource, root + "dbcp2.PoolingDataSource") : basic;
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        String end = "dbcp2.PoolingDataSource$PoolGuardConnectionWrapper";
        for (String root : ROOTS) {
            if (handle.getName().equals(root + end)) {
                return Class.forName(
                        root + "dbcp2.BasicDataSource", false, handle.getClassLoader());
            }
        }
        return null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        for (String root : ROOTS) {
            Class<?> own = own(dataSource, root);
            if (own != null) {
                return new Bound(root, own.getClassLoader(), members);
            }
        }
        throw new ClassNotFoundException(dataSource + " is not of DBCP 2");
    }

    private static final class Bound extends DbcpPool {
        private final MethodHandle waiting;
        private final MethodHandle objects;
        private final MethodHandle pooled;
        private final MethodHandle addObject;
        private final MethodHandle invalidate;
        private final MethodHandle clearCache;
        private final @Nullable Object abandoned;

        Bound(String root, ClassLoader loader, Members members)
                throws ReflectiveOperationException {
            this(
                    root,
                    Class.forName(root + "pool2.impl.GenericObjectPool", false, loader),
                    members);
        }

        private Bound(String root, Class<?> generic, Members members)
                throws ReflectiveOperationException {
            super(
                    root.contains("tomcat") ? "Tomcat DBCP2" : "Commons DBCP2",
                    root + "dbcp2.",
                    generic,
                    members.method(
                            Class.forName(
                                    root + "dbcp2.PoolingDataSource",
                                    false,
                                    generic.getClassLoader()),
                            "getPool"),
                    "MaxTotal",
                    "setMaxWaitMillis",
                    members);
            ClassLoader loader = generic.getClassLoader();
            waiting = members.method(generic, "getNumWaiters");
            objects = members.field(generic, "allObjects");
            pooled =
                    members.method(
                            Class.forName(root + "pool2.PooledObject", false, loader), "getObject");
            addObject = members.method(generic, "addObject");
            clearCache =
                    members.method(
                            Class.forName(root + "dbcp2.DelegatingConnection", false, loader),
                            "clearCachedState");
            MethodHandle found;
            Object mode = null;
            try {
                Class<?> modes = Class.forName(root + "pool2.DestroyMode", false, loader);
                found = members.method(generic, "invalidateObject", Object.class, modes);
                mode = modes.getField("ABANDONED").get(null);
            } catch (ClassNotFoundException e) {
                // Pool 2 before 2.9.
                found = members.method(generic, "invalidateObject", Object.class);
            }
            invalidate = found;
            abandoned = mode;
        }

        /** Of the schema since 2.9, and others. */
        @Override
        public void forgetState(Object entry) throws Throwable {
            clearCache.invoke(entry);
        }

        @Override
        int waiting(Object pool) throws Throwable {
            return (Integer) waiting.invoke(pool);
        }

        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return;
            }
            if (abandoned == null) {
                // What would close statements first must find that it cannot block.
                PoolSteps.abort(physical(record));
                invalidate.invoke(pool, record);
            } else {
                invalidate.invoke(pool, record, abandoned);
            }
        }

        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return true;
            }
            for (Object one : ((Map<?, ?>) objects.invoke(pool)).values()) {
                if (pooled.invoke(one) == record) {
                    return false;
                }
            }
            return true;
        }

        /** Evicting makes a new connection for who waits, growing does not. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            for (int i = Math.min(now.max() - now.total(), now.pending()); i > 0; i--) {
                addObject.invoke(pool(dataSource));
            }
        }
    }
}
