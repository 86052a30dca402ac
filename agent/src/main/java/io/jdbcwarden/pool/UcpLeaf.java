package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Oracle UCP. Read in 19.3, 21.9 and 23.3.
 *
 * <p>Left alone are connections of Oracle's own driver, whose handles are others, and those of XA,
 * which a transaction of JTA ends.
 */
public final class UcpLeaf implements PoolLeaf {
    private static final String UCP = "oracle.ucp.";
    private static final String DATA_SOURCE = UCP + "jdbc.PoolDataSourceImpl";
    private static final String HANDLE = UCP + "jdbc.proxy.other.ConnectionProxy";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    /** What extends the same class for XA is no connection. */
    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return Classes.isA(handle, HANDLE) && Connection.class.isAssignableFrom(handle)
                ? Class.forName(DATA_SOURCE, false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        Class<?> own = Classes.find(dataSource, DATA_SOURCE);
        return new Bound(own == null ? dataSource : own, members);
    }

    private static final class Bound implements BoundPool {
        private final Class<?> proxy;
        private final MethodHandle name;
        private final MethodHandle url;
        private final MethodHandle pool;
        private final MethodHandle stopped;
        private final MethodHandle statistics;
        private final MethodHandle active;
        private final MethodHandle idle;
        private final MethodHandle total;
        private final MethodHandle waiting;
        private final MethodHandle max;
        private final MethodHandle entry;
        private final MethodHandle owner;
        private final MethodHandle connection;
        private final MethodHandle discard;
        private final MethodHandle inner;
        private final MethodHandle closed;
        private final MethodHandle core;
        private final MethodHandle retrieval;
        private final MethodHandle grow;
        private final MethodHandle setMax;
        private final MethodHandle setMin;
        private final MethodHandle setTimeout;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> pools = Class.forName(UCP + "UniversalConnectionPool", false, loader);
            Class<?> base =
                    Class.forName(UCP + "common.UniversalConnectionPoolBase", false, loader);
            Class<?> counts =
                    Class.forName(UCP + "UniversalConnectionPoolStatistics", false, loader);
            Class<?> record = Class.forName(UCP + "UniversalPooledConnection", false, loader);
            Class<?> inners = Class.forName(UCP + "common.CoreConnection", false, loader);
            Class<?> cores = Class.forName(UCP + "common.Core", false, loader);
            Class<?> retrievals = Class.forName(UCP + "ConnectionRetrievalInfo", false, loader);
            proxy = Class.forName(HANDLE, false, loader);
            name = members.method(source, "getConnectionPoolName");
            url = members.method(source, "getURL");
            pool = pool(source, members);
            stopped = members.method(base, "isLifecycleStopped");
            statistics = members.method(pools, "getStatistics");
            active = members.method(counts, "getBorrowedConnectionsCount");
            idle = members.method(counts, "getAvailableConnectionsCount");
            total = members.method(counts, "getTotalConnectionsCount");
            waiting = members.method(counts, "getPendingRequestsCount");
            max = members.method(source, "getMaxPoolSize");
            entry = members.method(proxy, "getUPC");
            owner = members.method(proxy, "getUCP");
            connection = members.method(record, "getPhysicalConnection");
            discard = members.method(pools, "closeConnection", record);
            inner = members.method(record, "getDelegator");
            closed = members.method(inners, "closed");
            core = members.field(base, "core");
            retrieval = members.method(pools, "getConnectionRetrievalInfo");
            grow = members.method(cores, "growAvailableAsynch", retrievals);
            setMax = members.method(source, "setMaxPoolSize", int.class);
            setMin = members.method(source, "setMinPoolSize", int.class);
            setTimeout = members.method(source, "setConnectionWaitTimeout", int.class);
        }

        /** By its name of today, or that of 19. */
        private static MethodHandle pool(Class<?> source, Members members)
                throws ReflectiveOperationException {
            try {
                return members.field(source, "connectionPool");
            } catch (NoSuchFieldException e) {
                return members.field(source, "m_cp");
            }
        }

        @Override
        public String kind() {
            return "Oracle UCP";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            String given = (String) name.invoke(dataSource);
            // What UCP makes up is of no use to people.
            return given == null || given.startsWith("UniversalConnectionPool(") ? null : given;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String) url.invoke(dataSource);
        }

        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            if (running == null) {
                return PoolNumbers.UNKNOWN;
            }
            Object now = statistics.invoke(running);
            return new PoolNumbers(
                    (Integer) active.invoke(now),
                    (Integer) idle.invoke(now),
                    (Integer) total.invoke(now),
                    (Integer) waiting.invoke(now),
                    (Integer) max.invoke(dataSource));
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            return running != null && (Boolean) stopped.invoke(running);
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return proxy.isInstance(handle) ? (Object) entry.invokeExact(handle) : null;
        }

        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            return proxy.isInstance(handle) && owner.invoke(handle) == pool.invoke(dataSource);
        }

        @Override
        public boolean restoresAutoCommit() {
            return false;
        }

        @Override
        public boolean refusesUnwrapOfClosed() {
            return false;
        }

        @Override
        public boolean restoresIsolation() {
            return false;
        }

        @Override
        public @Nullable Connection physical(Object record) throws Throwable {
            return (Connection) connection.invoke(record);
        }

        /** Aborted first: it is closed on a thread of UCP's, which this one waits for. */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            PoolSteps.abort(physical(record));
            discard.invoke(pool.invoke(dataSource), record);
        }

        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            return (Boolean) closed.invoke(inner.invoke(record));
        }

        /** Before 23 they wait for an idle connection, and look for room when their time is up. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            for (int i = PoolSteps.unserved(numbers(dataSource)); i > 0; i--) {
                grow.invoke(core.invoke(running), retrieval.invoke(running));
            }
        }

        /** A time-out has no class of its own, but nothing behind its cause. */
        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            Throwable cause = failure.getCause();
            return cause != null && cause.getCause() == null && now.active() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) throws Throwable {
            int now = (Integer) max.invoke(dataSource);
            PoolSteps.resize(dataSource, setMin, min, setMax, most, now);
        }

        /** UCP counts in seconds. */
        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setTimeout.invoke(dataSource, (Object) (int) ((millis + 999) / 1_000));
        }
    }
}
