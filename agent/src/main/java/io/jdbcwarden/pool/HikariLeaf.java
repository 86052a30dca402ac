package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** HikariCP. Read in 4.0.3 and 7.1.0; the members named here are the same in both. */
public final class HikariLeaf implements PoolLeaf {
    private static final String DATA_SOURCE = "com.zaxxer.hikari.HikariDataSource";
    private static final String POOL = "com.zaxxer.hikari.pool.";

    /** Whether its clock is {@link System#nanoTime}. On macOS it counts milliseconds. */
    public static boolean clockCountsNanos() {
        return !"Mac OS X".equals(System.getProperty("os.name"));
    }

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return Classes.isA(handle, POOL + "ProxyConnection")
                ? Class.forName(DATA_SOURCE, false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        return new Bound(dataSource, members);
    }

    private static final class Bound implements BoundPool {
        // ConcurrentBag.IConcurrentBagEntry.STATE_REMOVED
        private static final int REMOVED = -1;

        private final MethodHandle poolName;
        private final MethodHandle jdbcUrl;
        private final MethodHandle maximum;
        private final MethodHandle setMaximum;
        private final MethodHandle setMinimum;
        private final MethodHandle setTimeout;
        private final MethodHandle closed;
        private final MethodHandle pool;
        private final MethodHandle active;
        private final MethodHandle idle;
        private final MethodHandle total;
        private final MethodHandle waiting;
        private final MethodHandle addBagItem;
        private final MethodHandle entry;
        private final MethodHandle poolBase;
        private final MethodHandle config;
        private final MethodHandle connection;
        private final MethodHandle markEvicted;
        private final MethodHandle evict;
        private final MethodHandle state;

        /** When it was taken back, by {@link System#nanoTime}; null if the pool does not say. */
        private final @Nullable MethodHandle lastAccessed;

        Bound(Class<?> dataSource, Members members) throws ReflectiveOperationException {
            ClassLoader loader = dataSource.getClassLoader();
            Class<?> hikariPool = Class.forName(POOL + "HikariPool", false, loader);
            Class<?> poolEntry = Class.forName(POOL + "PoolEntry", false, loader);
            Class<?> proxy = Class.forName(POOL + "ProxyConnection", false, loader);
            poolName = members.method(dataSource, "getPoolName");
            jdbcUrl = members.method(dataSource, "getJdbcUrl");
            maximum = members.method(dataSource, "getMaximumPoolSize");
            setMaximum = members.method(dataSource, "setMaximumPoolSize", int.class);
            setMinimum = members.method(dataSource, "setMinimumIdle", int.class);
            setTimeout = members.method(dataSource, "setConnectionTimeout", long.class);
            closed = members.method(dataSource, "isClosed");
            pool = members.field(dataSource, "pool");
            active = members.method(hikariPool, "getActiveConnections");
            idle = members.method(hikariPool, "getIdleConnections");
            total = members.method(hikariPool, "getTotalConnections");
            waiting = members.method(hikariPool, "getThreadsAwaitingConnection");
            addBagItem = members.method(hikariPool, "addBagItem", int.class);
            entry = members.method(proxy, "getPoolEntry");
            poolBase = members.field(poolEntry, "hikariPool");
            config = members.field(hikariPool, "config");
            connection = members.field(poolEntry, "connection");
            markEvicted = members.method(poolEntry, "markEvicted");
            evict = members.method(poolEntry, "evict", String.class);
            state = members.method(poolEntry, "getState");
            lastAccessed = takenBackAt(poolEntry, members);
        }

        private static @Nullable MethodHandle takenBackAt(Class<?> poolEntry, Members members)
                throws ReflectiveOperationException {
            return !clockCountsNanos() || !readsClockAtReturn(poolEntry)
                    ? null
                    : members.field(poolEntry, "lastAccessed", long.class);
        }

        /** Before 5.0 it is told the time, which is when the connection was used last. */
        private static boolean readsClockAtReturn(Class<?> poolEntry) {
            for (Method method : poolEntry.getDeclaredMethods()) {
                if (method.getName().equals("recycle")) {
                    return method.getParameterCount() == 0;
                }
            }
            return false;
        }

        @Override
        public String kind() {
            return "HikariCP";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            return (String) poolName.invoke(dataSource);
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String) jdbcUrl.invoke(dataSource);
        }

        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            int max = number(maximum, dataSource);
            Object running = pool.invoke(dataSource);
            if (running == null) {
                return new PoolNumbers(0, 0, 0, 0, max);
            }
            return new PoolNumbers(
                    number(active, running),
                    number(idle, running),
                    number(total, running),
                    number(waiting, running),
                    max);
        }

        /** It counts all its connections for those that are active, and again for the idle ones. */
        @Override
        public PoolNumbers demand(Object dataSource) throws Throwable {
            int max = number(maximum, dataSource);
            Object running = pool.invoke(dataSource);
            int pending = running == null ? 0 : number(waiting, running);
            return new PoolNumbers(-1, -1, -1, pending, max);
        }

        private static int number(MethodHandle getter, Object of) throws Throwable {
            return (Integer) getter.invoke(of);
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            return (Boolean) closed.invoke(dataSource);
        }

        @Override
        public Object entryOf(Object handle) throws Throwable {
            return (Object) entry.invokeExact(handle);
        }

        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            return config.invoke(poolBase.invoke(entry.invoke(handle))) == dataSource;
        }

        @Override
        public long takenBackAtNanos(Object poolEntry) throws Throwable {
            MethodHandle field = lastAccessed;
            return field == null ? 0 : (long) field.invokeExact(poolEntry);
        }

        @Override
        public @Nullable Connection physical(Object poolEntry) throws Throwable {
            return (Connection) connection.invoke(poolEntry);
        }

        @Override
        public void evict(Object dataSource, Object poolEntry, String reason) throws Throwable {
            // Marked first: a close of the owner that slipped through then evicts too, and is
            // silent.
            markEvicted.invoke(poolEntry);
            evict.invoke(poolEntry, reason);
        }

        @Override
        public boolean isGone(Object dataSource, Object poolEntry) throws Throwable {
            return number(state, poolEntry) == REMOVED;
        }

        /**
         * HikariCP refills only after the evicted connection was physically closed, which a stuck
         * driver can delay by seconds.
         */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            if (running != null) {
                addBagItem.invoke(running, (Object) Math.max(1, number(waiting, running)));
            }
        }

        /**
         * HikariCP reports both as a time-out. Full means that all its slots hold connections: a
         * database that is away keeps them from being filled, since broken ones are dropped at the
         * borrow.
         */
        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            return failure instanceof SQLTransientConnectionException && now.total() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int max) throws Throwable {
            setMinimum.invoke(dataSource, (Object) Math.min(min, number(maximum, dataSource)));
            setMaximum.invoke(dataSource, (Object) max);
            setMinimum.invoke(dataSource, (Object) min);
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setTimeout.invoke(dataSource, (Object) millis);
        }
    }
}
