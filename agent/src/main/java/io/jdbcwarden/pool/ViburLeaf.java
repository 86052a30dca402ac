package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/** Vibur. Read in 26.0. */
public final class ViburLeaf implements PoolLeaf {
    private static final String ROOT = "org.vibur.dbcp.";
    private static final String DATA_SOURCE = ROOT + "ViburDBCPDataSource";
    private static final String HANDLER = ROOT + "proxy.ConnectionInvocationHandler";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handler) throws ClassNotFoundException {
        return handler.getName().equals(HANDLER)
                ? Class.forName(DATA_SOURCE, false, handler.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        Class<?> own = Classes.find(dataSource, DATA_SOURCE);
        return new Bound(own == null ? dataSource : own, members);
    }

    private static final class Bound implements BoundPool {
        private final Class<?> handler;
        private final MethodHandle name;
        private final MethodHandle url;
        private final MethodHandle state;
        private final MethodHandle pool;
        private final MethodHandle taken;
        private final MethodHandle resting;
        private final MethodHandle created;
        private final MethodHandle max;
        private final MethodHandle operations;
        private final MethodHandle entry;
        private final MethodHandle owner;
        private final MethodHandle connection;
        private final MethodHandle giveBack;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> pools = Class.forName("org.vibur.objectpool.BasePool", false, loader);
            Class<?> holder = Class.forName(ROOT + "pool.ConnHolder", false, loader);
            Class<?> work = Class.forName(ROOT + "pool.PoolOperations", false, loader);
            handler = Class.forName(HANDLER, false, loader);
            name = members.method(source, "getName");
            url = members.method(source, "getJdbcUrl");
            state = members.method(source, "getState");
            pool = members.method(source, "getPool");
            taken = members.method(pools, "taken");
            resting = members.method(pools, "remainingCreated");
            created = members.method(pools, "createdTotal");
            max = members.method(pools, "maxSize");
            operations = members.field(source, "poolOperations");
            entry = members.field(handler, "connHolder");
            owner = members.field(handler, "poolOperations");
            connection = members.method(holder, "rawConnection");
            giveBack = members.method(work, "restore", holder, boolean.class, SQLException[].class);
        }

        @Override
        public String kind() {
            return "Vibur";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            String given = (String) name.invoke(dataSource);
            // What Vibur makes up, p1 and so on, is of no use to people.
            return given == null || given.matches("p\\d+") ? null : given;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String) url.invoke(dataSource);
        }

        /** It does not tell how many wait. */
        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            return running == null
                    ? PoolNumbers.UNKNOWN
                    : new PoolNumbers(
                            (Integer) taken.invoke(running),
                            (Integer) resting.invoke(running),
                            (Integer) created.invoke(running),
                            -1,
                            (Integer) max.invoke(running));
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            return state.invoke(dataSource).toString().equals("TERMINATED");
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            Object at = handle instanceof Proxy ? Proxy.getInvocationHandler(handle) : null;
            return handler.isInstance(at) ? (Object) entry.invokeExact(at) : null;
        }

        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            Object at = handle instanceof Proxy ? Proxy.getInvocationHandler(handle) : null;
            return handler.isInstance(at) && owner.invoke(at) == operations.invoke(dataSource);
        }

        @Override
        public boolean restoresAutoCommit() {
            return false;
        }

        @Override
        public boolean unwrapsClosed() {
            return true;
        }

        @Override
        public @Nullable Connection physical(Object holder) throws Throwable {
            return (Connection) connection.invoke(holder);
        }

        /** What comes back as invalid is closed, and another one may be made for who waits. */
        @Override
        public void evict(Object dataSource, Object holder, String reason) throws Throwable {
            PoolSteps.abort(physical(holder));
            giveBack.invoke(
                    operations.invoke(dataSource), holder, (Object) false, new SQLException[0]);
        }

        /** It has no list of its connections; giving one back ends it there and then. */
        @Override
        public boolean isGone(Object dataSource, Object holder) throws Throwable {
            Connection physical = physical(holder);
            return physical == null || physical.isClosed();
        }

        /** Giving a connection back frees a place for who waits. */
        @Override
        public void wakeWaiters(Object dataSource) {}

        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            return failure instanceof SQLTimeoutException && now.active() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) {
            throw new UnsupportedOperationException(
                    "Vibur's size is fixed when it starts: set poolMaxSize and restart");
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) {
            throw new UnsupportedOperationException(
                    "Vibur's time-out is fixed when it starts: set connectionTimeoutInMs and restart");
        }
    }
}
