package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Commons DBCP 2 on Commons Pool 2, and Tomcat's copy of both. Read in 2.14.0 on 2.13.0.
 *
 * <p>Data sources of managed connections are left alone: what is enlisted in a transaction ends
 * with it.
 */
public final class Dbcp2Leaf implements PoolLeaf {
    private static final String[] ROOTS = {"org.apache.commons.", "org.apache.tomcat.dbcp."};

    @Override
    public boolean handles(Class<?> dataSource) {
        for (String root : ROOTS) {
            String dbcp = root + "dbcp2.";
            boolean managed =
                    Classes.isA(dataSource, dbcp + "managed.BasicManagedDataSource")
                            || Classes.isA(dataSource, dbcp + "managed.ManagedDataSource");
            if (!managed
                    && (Classes.isA(dataSource, dbcp + "BasicDataSource")
                            || Classes.isA(dataSource, dbcp + "PoolingDataSource"))) {
                return true;
            }
        }
        return false;
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
        Class<?> dbcp = dataSource;
        while (!dbcp.getName().contains(".dbcp2.")) {
            dbcp = dbcp.getSuperclass();
        }
        String root = dbcp.getName().substring(0, dbcp.getName().indexOf("dbcp2."));
        return new Bound(root, dbcp.getClassLoader(), members);
    }

    private static final class Bound implements BoundPool {
        private final String kind;
        private final Class<?> basic;
        private final Class<?> generic;
        private final MethodHandle url;
        private final MethodHandle connectionPool;
        private final MethodHandle inner;
        private final MethodHandle innerPool;
        private final MethodHandle delegate;
        private final MethodHandle innermost;
        private final MethodHandle outer;
        private final MethodHandle closed;
        private final MethodHandle active;
        private final MethodHandle idle;
        private final MethodHandle waiting;
        private final MethodHandle max;
        private final MethodHandle objects;
        private final MethodHandle pooled;
        private final MethodHandle invalidate;
        private final @Nullable Object abandoned;
        private final MethodHandle addObject;
        private final MethodHandle setMaxTotal;
        private final MethodHandle setMaxIdle;
        private final MethodHandle setMinIdle;
        private final MethodHandle setMaxWait;

        Bound(String root, ClassLoader loader, Members members)
                throws ReflectiveOperationException {
            String dbcp = root + "dbcp2.";
            String impl = root + "pool2.";
            kind = root.contains("tomcat") ? "Tomcat DBCP2" : "Commons DBCP2";
            basic = Class.forName(dbcp + "BasicDataSource", false, loader);
            Class<?> pooling = Class.forName(dbcp + "PoolingDataSource", false, loader);
            Class<?> handle =
                    Class.forName(
                            dbcp + "PoolingDataSource$PoolGuardConnectionWrapper", false, loader);
            generic = Class.forName(impl + "impl.GenericObjectPool", false, loader);
            Class<?> pooledObject = Class.forName(impl + "PooledObject", false, loader);
            url = members.method(basic, "getUrl");
            connectionPool = members.field(basic, "connectionPool");
            inner = members.field(basic, "dataSource");
            innerPool = members.method(pooling, "getPool");
            delegate = members.method(handle, "getDelegateInternal");
            innermost = members.method(handle, "getInnermostDelegateInternal");
            outer = members.field(handle, "this$0");
            closed = members.method(generic, "isClosed");
            active = members.method(generic, "getNumActive");
            idle = members.method(generic, "getNumIdle");
            waiting = members.method(generic, "getNumWaiters");
            max = members.method(generic, "getMaxTotal");
            objects = members.field(generic, "allObjects");
            pooled = members.method(pooledObject, "getObject");
            addObject = members.method(generic, "addObject");
            setMaxTotal = members.method(generic, "setMaxTotal", int.class);
            setMaxIdle = members.method(generic, "setMaxIdle", int.class);
            setMinIdle = members.method(generic, "setMinIdle", int.class);
            setMaxWait = members.method(generic, "setMaxWaitMillis", long.class);
            MethodHandle found;
            Object mode = null;
            try {
                Class<?> modes = Class.forName(impl + "DestroyMode", false, loader);
                found = members.method(generic, "invalidateObject", Object.class, modes);
                mode = modes.getField("ABANDONED").get(null);
            } catch (ClassNotFoundException e) {
                // Pool 2 before 2.9.
                found = members.method(generic, "invalidateObject", Object.class);
            }
            invalidate = found;
            abandoned = mode;
        }

        @Override
        public String kind() {
            return kind;
        }

        /** It has none but, perhaps, a name in JMX. */
        @Override
        public @Nullable String name(Object dataSource) {
            return null;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return basic.isInstance(dataSource) ? (String) url.invoke(dataSource) : null;
        }

        /** Null before the first borrow, and if it is a pool of another kind. */
        private @Nullable Object pool(Object dataSource) throws Throwable {
            Object pool =
                    basic.isInstance(dataSource)
                            ? connectionPool.invoke(dataSource)
                            : innerPool.invoke(dataSource);
            return generic.isInstance(pool) ? pool : null;
        }

        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return PoolNumbers.UNKNOWN;
            }
            int lent = (Integer) active.invoke(pool);
            int resting = (Integer) idle.invoke(pool);
            return new PoolNumbers(
                    lent,
                    resting,
                    lent + resting,
                    (Integer) waiting.invoke(pool),
                    (Integer) max.invoke(pool));
        }

        /** A closed data source has no pool any more, as one that was never used. */
        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            Object pool = pool(dataSource);
            return pool == null || (Boolean) closed.invoke(pool);
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return (Object) delegate.invokeExact(handle);
        }

        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            Object owner = outer.invoke(handle);
            return owner == dataSource
                    || (basic.isInstance(dataSource) && owner == inner.invoke(dataSource));
        }

        @Override
        public @Nullable Connection physical(Object entry) throws Throwable {
            return (Connection) innermost.invoke(entry);
        }

        @Override
        public void evict(Object dataSource, Object entry, String reason) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return;
            }
            if (abandoned == null) {
                // What would close statements first must find that it cannot block.
                Connection physical = physical(entry);
                if (physical != null) {
                    physical.abort(Runnable::run);
                }
                invalidate.invoke(pool, entry);
            } else {
                invalidate.invoke(pool, entry, abandoned);
            }
        }

        @Override
        public boolean isGone(Object dataSource, Object entry) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return true;
            }
            for (Object one : ((Map<?, ?>) objects.invoke(pool)).values()) {
                if (pooled.invoke(one) == entry) {
                    return false;
                }
            }
            return true;
        }

        /** Evicting makes a new connection for who waits, growing does not. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                return;
            }
            int room = (Integer) max.invoke(pool) - numbers(dataSource).total();
            for (int i = Math.min(room, (Integer) waiting.invoke(pool)); i > 0; i--) {
                addObject.invoke(pool);
            }
        }

        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            return failure.getCause() instanceof NoSuchElementException
                    && now.active() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) throws Throwable {
            Object pool = pool(dataSource);
            if (pool == null) {
                throw new UnsupportedOperationException("the pool has not begun yet");
            }
            setMaxTotal.invoke(pool, (Object) most);
            // What is returned beyond this is closed.
            setMaxIdle.invoke(pool, (Object) most);
            setMinIdle.invoke(pool, (Object) min);
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            Object pool = pool(dataSource);
            if (pool != null) {
                setMaxWait.invoke(pool, (Object) millis);
            }
        }
    }
}
