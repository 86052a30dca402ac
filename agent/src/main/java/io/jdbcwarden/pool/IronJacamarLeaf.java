package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** IronJacamar, the pool of WildFly and JBoss EAP. Read in 1.4.20, 1.5.3 and 3.0.18. */
public final class IronJacamarLeaf implements PoolLeaf {
    private static final String JDBC = "org.jboss.jca.adapters.jdbc.";
    private static final String CORE = "org.jboss.jca.core.";
    private static final String MANAGER = CORE + "connectionmanager.";
    private static final String DATA_SOURCE = JDBC + "WrapperDataSource";
    private static final String HANDLE = JDBC + "WrappedConnection";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return Classes.isA(handle, HANDLE)
                ? Class.forName(DATA_SOURCE, false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        return new Bound(dataSource, members);
    }

    /** A record is the managed connection; the pool's own is a listener to that. */
    private static final class Bound implements BoundPool {
        private final Class<?> local;
        private final Class<?> listening;
        private final Object toDestroy;
        private final MethodHandle factory;
        private final MethodHandle url;
        private final MethodHandle jndiName;
        private final MethodHandle manager;
        private final MethodHandle pool;
        private final MethodHandle name;
        private final MethodHandle closed;
        private final MethodHandle permits;
        private final MethodHandle max;
        private final MethodHandle parts;
        private final MethodHandle size;
        private final MethodHandle configuration;
        private final MethodHandle setTimeout;
        private final MethodHandle entry;
        private final MethodHandle handlesJndiName;
        private final MethodHandle connection;
        private final MethodHandle enlisted;
        private final MethodHandle destroyed;
        private final MethodHandle listeners;
        private final MethodHandle setState;
        private final MethodHandle giveBack;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> handle = Class.forName(HANDLE, false, loader);
            Class<?> managed = Class.forName(JDBC + "BaseWrapperManagedConnection", false, loader);
            Class<?> factories =
                    Class.forName(JDBC + "BaseWrapperManagedConnectionFactory", false, loader);
            Class<?> managers = Class.forName(MANAGER + "AbstractConnectionManager", false, loader);
            Class<?> pools = Class.forName(MANAGER + "pool.AbstractPool", false, loader);
            Class<?> part =
                    Class.forName(MANAGER + "pool.mcp.ManagedConnectionPool", false, loader);
            Class<?> gate = Class.forName(MANAGER + "pool.api.Semaphore", false, loader);
            Class<?> settings =
                    Class.forName(
                            CORE + "api.connectionmanager.pool.PoolConfiguration", false, loader);
            Class<?> returned =
                    Class.forName(
                            CORE + "api.connectionmanager.listener.ConnectionListener",
                            false,
                            loader);
            Class<?> state = Class.forName(MANAGER + "listener.ConnectionState", false, loader);
            local = Class.forName(JDBC + "local.LocalManagedConnectionFactory", false, loader);
            listening = Class.forName(MANAGER + "listener.ConnectionListener", false, loader);
            toDestroy = state.getField("DESTROY").get(null);
            factory = members.field(source, "mcf");
            url = members.method(local, "getConnectionURL");
            jndiName = members.method(factories, "getJndiName");
            manager = members.field(source, "cm");
            pool = members.method(managers, "getPool");
            name = members.method(pools, "getName");
            closed = members.method(pools, "isShutdown");
            permits = members.method(pools, "getLock");
            max = members.field(gate, "maxSize");
            parts = members.method(pools, "getManagedConnectionPools");
            size = members.method(part, "getActive");
            configuration = members.method(pools, "getPoolConfiguration");
            setTimeout = members.method(settings, "setBlockingTimeout", long.class);
            entry = members.field(handle, "mc");
            handlesJndiName = members.field(handle, "jndiName");
            connection = members.field(managed, "con");
            enlisted = members.field(managed, "inManagedTransaction", boolean.class);
            destroyed = members.field(managed, "destroyed");
            listeners = members.field(managed, "cels");
            setState = members.method(listening, "setState", state);
            giveBack = members.method(managers, "returnManagedConnection", returned, boolean.class);
        }

        private Object pool(Object dataSource) throws Throwable {
            return pool.invoke(manager.invoke(dataSource));
        }

        @Override
        public String kind() {
            return "IronJacamar";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            return (String) name.invoke(pool(dataSource));
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            Object made = factory.invoke(dataSource);
            return local.isInstance(made) ? (String) url.invoke(made) : null;
        }

        /** By its permits: its statistics are off as a rule, and then zero. */
        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object pooling = pool(dataSource);
            Semaphore free = (Semaphore) permits.invoke(pooling);
            int total = 0;
            for (Object part : ((Map<?, ?>) parts.invoke(pooling)).values()) {
                total += (Integer) size.invoke(part);
            }
            int most = (Integer) max.invoke(free);
            int lent = most - free.availablePermits();
            // A permit is taken before its connection is made.
            return new PoolNumbers(
                    lent, Math.max(0, total - lent), total, free.getQueueLength(), most);
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            return (Boolean) closed.invoke(pool(dataSource));
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return (Object) entry.invokeExact(handle);
        }

        @Override
        public boolean isEnlisted(Object managed) throws Throwable {
            return (boolean) enlisted.invokeExact(managed);
        }

        /** A closed handle still knows the name in JNDI. */
        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            Object own = jndiName.invoke(factory.invoke(dataSource));
            return own != null && own.equals(handlesJndiName.invoke(handle));
        }

        @Override
        public @Nullable Connection physical(Object managed) throws Throwable {
            return (Connection) connection.invoke(managed);
        }

        /**
         * Marked first, or the pool would lend the dead connection before it destroys it. Aborted
         * before it is given back, which would commit what it has left open.
         */
        @Override
        public void evict(Object dataSource, Object managed, String reason) throws Throwable {
            for (Object one : (Collection<?>) listeners.invoke(managed)) {
                if (listening.isInstance(one)) {
                    setState.invoke(one, toDestroy);
                    PoolSteps.abort(physical(managed));
                    giveBack.invoke(manager.invoke(dataSource), one, (Object) true);
                }
            }
        }

        @Override
        public boolean isGone(Object dataSource, Object managed) throws Throwable {
            return (Boolean) destroyed.invoke(managed);
        }

        /** Giving a connection back frees a permit for who waits. */
        @Override
        public void wakeWaiters(Object dataSource) {}

        /** The reason is the innermost exception, and known by its number alone. */
        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            Throwable reason = failure;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            String told = reason.getMessage();
            PoolNumbers now = numbers(dataSource);
            return told != null && told.startsWith("IJ000655") && now.total() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) {
            throw new UnsupportedOperationException(
                    "IronJacamar's permits are counted when it starts: set max-pool-size and restart");
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setTimeout.invoke(configuration.invoke(pool(dataSource)), (Object) millis);
        }
    }
}
