package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.util.Collection;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Commons DBCP 1 on Commons Pool 1. Read in 1.4 on 1.5.4. */
public final class Dbcp1Leaf implements PoolLeaf {
    private static final String DBCP = "org.apache.commons.dbcp.";
    private static final String BASIC = DBCP + "BasicDataSource";
    private static final String POOLING = DBCP + "PoolingDataSource";
    private static final String HANDLE = POOLING + "$PoolGuardConnectionWrapper";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, BASIC) || Classes.isA(dataSource, POOLING);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return handle.getName().equals(HANDLE)
                ? Class.forName(BASIC, false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        Class<?> dbcp = dataSource;
        while (!dbcp.getName().startsWith(DBCP)) {
            dbcp = dbcp.getSuperclass();
        }
        return new Bound(dbcp.getClassLoader(), members);
    }

    private static final class Bound implements BoundPool {
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
        private final MethodHandle invalidate;
        private final MethodHandle setMaxActive;
        private final MethodHandle setMaxIdle;
        private final MethodHandle setMinIdle;
        private final MethodHandle setMaxWait;

        Bound(ClassLoader loader, Members members) throws ReflectiveOperationException {
            basic = Class.forName(BASIC, false, loader);
            Class<?> pooling = Class.forName(POOLING, false, loader);
            Class<?> handle = Class.forName(HANDLE, false, loader);
            generic =
                    Class.forName("org.apache.commons.pool.impl.GenericObjectPool", false, loader);
            url = members.method(basic, "getUrl");
            connectionPool = members.field(basic, "connectionPool");
            inner = members.field(basic, "dataSource");
            innerPool = members.field(pooling, "_pool");
            delegate = members.method(handle, "getDelegateInternal");
            innermost = members.method(handle, "getInnermostDelegateInternal");
            outer = members.field(handle, "this$0");
            closed = members.method(generic, "isClosed");
            active = members.method(generic, "getNumActive");
            idle = members.method(generic, "getNumIdle");
            waiting = members.field(generic, "_allocationQueue");
            max = members.method(generic, "getMaxActive");
            invalidate = members.method(generic, "invalidateObject", Object.class);
            setMaxActive = members.method(generic, "setMaxActive", int.class);
            setMaxIdle = members.method(generic, "setMaxIdle", int.class);
            setMinIdle = members.method(generic, "setMinIdle", int.class);
            setMaxWait = members.method(generic, "setMaxWait", long.class);
        }

        @Override
        public String kind() {
            return "Commons DBCP";
        }

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

        /** Who waits stands in a list, whose length is read without its lock: it may be late. */
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
                    ((Collection<?>) waiting.invoke(pool)).size(),
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
        public @Nullable Connection physical(Object record) throws Throwable {
            return (Connection) innermost.invoke(record);
        }

        /** Aborted first: what then closes its statements must find that it cannot block. */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            Object pool = pool(dataSource);
            Connection physical = physical(record);
            if (physical != null) {
                physical.abort(Runnable::run);
            }
            if (pool != null) {
                invalidate.invoke(pool, record);
            }
        }

        /** It has no list of its connections; making one invalid ends it there and then. */
        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            Connection physical = physical(record);
            return physical == null || physical.isClosed();
        }

        /** Making a connection invalid lets the next one who waits make another. */
        @Override
        public void wakeWaiters(Object dataSource) {}

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
            setMaxActive.invoke(pool, (Object) most);
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
