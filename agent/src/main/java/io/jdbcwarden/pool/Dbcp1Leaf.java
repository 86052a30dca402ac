package io.jdbcwarden.pool;

import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.util.Collection;
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
        Class<?> basic = Classes.find(dataSource, BASIC);
        Class<?> own = basic == null ? Classes.find(dataSource, POOLING) : basic;
        ClassLoader loader = (own == null ? dataSource : own).getClassLoader();
        return new Bound(
                Class.forName("org.apache.commons.pool.impl.GenericObjectPool", false, loader),
                members);
    }

    private static final class Bound extends DbcpPool {
        private final MethodHandle waiting;
        private final MethodHandle invalidate;

        Bound(Class<?> generic, Members members) throws ReflectiveOperationException {
            super(
                    "Commons DBCP",
                    DBCP,
                    generic,
                    members.field(Class.forName(POOLING, false, generic.getClassLoader()), "_pool"),
                    "MaxActive",
                    "setMaxWait",
                    members);
            waiting = members.field(generic, "_allocationQueue");
            invalidate = members.method(generic, "invalidateObject", Object.class);
        }

        /** The length of a list, read without the pool's lock: it may be late. */
        @Override
        int waiting(Object pool) throws Throwable {
            return ((Collection<?>) waiting.invoke(pool)).size();
        }

        /** Aborted first: what then closes its statements must find that it cannot block. */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            Object pool = pool(dataSource);
            PoolSteps.abort(physical(record));
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

        /** The pool does it by itself, whether a place is freed or made. */
        @Override
        public void wakeWaiters(Object dataSource) {}
    }
}
