package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** c3p0. Read in 0.9.5.5, 0.10.2 and 0.14.1. */
public final class C3p0Leaf implements PoolLeaf {
    private static final String ROOT = "com.mchange.v2.c3p0.";
    private static final String DATA_SOURCE = ROOT + "impl.AbstractPoolBackedDataSource";
    private static final String COMBO = ROOT + "AbstractComboPooledDataSource";
    // The second since 0.11.
    private static final String[] HANDLES = {
        ROOT + "impl.NewProxyConnection", ROOT + "impl.AbstractNewProxyConnection"
    };

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        for (String name : HANDLES) {
            if (Classes.isA(handle, name)) {
                return Class.forName(DATA_SOURCE, false, handle.getClassLoader());
            }
        }
        return null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        Class<?> own = Classes.find(dataSource, DATA_SOURCE);
        return new Bound(own == null ? dataSource : own, members);
    }

    private static final class Bound implements BoundPool {
        private final Class<?> combo;
        private final MethodHandle name;
        private final MethodHandle token;
        private final MethodHandle url;
        private final MethodHandle max;
        private final MethodHandle closed;
        private final MethodHandle busy;
        private final MethodHandle idle;
        private final MethodHandle total;
        private final MethodHandle waiting;
        private final MethodHandle entry;
        private final MethodHandle connection;
        private final MethodHandle exposed;
        private final MethodHandle invalid;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> pooled = Class.forName(ROOT + "impl.NewPooledConnection", false, loader);
            combo = Class.forName(COMBO, false, loader);
            name = members.method(source, "getDataSourceName");
            token = members.method(source, "getIdentityToken");
            url = members.method(combo, "getJdbcUrl");
            max = members.method(combo, "getMaxPoolSize");
            closed = members.field(source, "is_closed");
            busy = members.method(source, "getNumBusyConnectionsDefaultUser");
            idle = members.method(source, "getNumIdleConnectionsDefaultUser");
            total = members.method(source, "getNumConnectionsDefaultUser");
            waiting = members.method(source, "getNumThreadsAwaitingCheckoutDefaultUser");
            entry = members.field(handle(loader), "parentPooledConnection");
            connection = members.field(pooled, "physicalConnection");
            exposed = members.field(pooled, "exposedProxy");
            invalid = members.field(pooled, "invalidatingException");
        }

        private static Class<?> handle(ClassLoader loader) throws ClassNotFoundException {
            try {
                return Class.forName(HANDLES[1], false, loader);
            } catch (ClassNotFoundException e) {
                return Class.forName(HANDLES[0], false, loader);
            }
        }

        @Override
        public String kind() {
            return "c3p0";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            String given = (String) name.invoke(dataSource);
            // Without a name of its own it shows a token, which is another one each time.
            return given == null || given.equals(token.invoke(dataSource)) ? null : given;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return combo.isInstance(dataSource) ? (String) url.invoke(dataSource) : null;
        }

        /** The busy ones include those whose return is not done yet: that is another thread's. */
        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            return new PoolNumbers(
                    (Integer) busy.invoke(dataSource),
                    (Integer) idle.invoke(dataSource),
                    (Integer) total.invoke(dataSource),
                    (Integer) waiting.invoke(dataSource),
                    combo.isInstance(dataSource) ? (Integer) max.invoke(dataSource) : -1);
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            return (Boolean) closed.invoke(dataSource);
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return (Object) entry.invokeExact(handle);
        }

        /** A closed handle has forgotten it, and so has its record. */
        @Override
        public boolean isFrom(Object handle, Object dataSource) {
            return false;
        }

        @Override
        public @Nullable Connection physical(Object record) throws Throwable {
            return (Connection) connection.invoke(record);
        }

        /**
         * The handle's own abort would lose the slot for good. A close that finds its connection
         * dead makes the pool drop it; and the owner's close is skipped from now on.
         */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            Connection handle = (Connection) exposed.invoke(record);
            PoolSteps.abort(physical(record));
            if (handle != null) {
                handle.close();
            }
        }

        /** The pool closes it by and by. */
        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            return invalid.invoke(record) != null;
        }

        /** The pool makes a new connection for who waits. */
        @Override
        public void wakeWaiters(Object dataSource) {}

        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            Throwable cause = failure.getCause();
            PoolNumbers now = numbers(dataSource);
            return cause != null
                    && cause.getClass()
                            .getName()
                            .equals("com.mchange.v2.resourcepool.TimeoutException")
                    && now.total() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) {
            throw new UnsupportedOperationException(
                    "c3p0 begins a new pool for another size, and the threads that wait would fail:"
                            + " set maxPoolSize and restart");
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) {
            throw new UnsupportedOperationException(
                    "c3p0 begins a new pool for another time-out: set checkoutTimeout and restart");
        }
    }
}
