package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Agroal. Read in 1.17, 2.8 and 3.2.1. A connection that is enlisted in a transaction of JTA is
 * left alone: it ends with that.
 */
public final class AgroalLeaf implements PoolLeaf {
    private static final String POOL = "io.agroal.pool.";
    private static final String CONFIGURATION = "io.agroal.api.configuration.Agroal";

    @Override
    public boolean handles(Class<?> dataSource) {
        return dataSource.getName().equals(POOL + "DataSource");
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return handle.getName().equals(POOL + "wrapper.ConnectionWrapper")
                ? Class.forName(POOL + "DataSource", false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        return new Bound(dataSource, members);
    }

    private static final class Bound implements BoundPool {
        private final Class<?> single;
        private final MethodHandle pool;
        private final MethodHandle configuration;
        private final MethodHandle factory;
        private final MethodHandle url;
        private final MethodHandle max;
        private final MethodHandle all;
        private final MethodHandle state;
        private final MethodHandle housekeeping;
        private final MethodHandle waiting;
        private final MethodHandle entry;
        private final MethodHandle enlisted;
        private final MethodHandle ownPool;
        private final MethodHandle connection;
        private final MethodHandle flushOnly;
        private final MethodHandle giveBack;
        private final MethodHandle setMax;
        private final MethodHandle setMin;
        private final MethodHandle setTimeout;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> handler = Class.forName(POOL + "ConnectionHandler", false, loader);
            Class<?> wrapper = Class.forName(POOL + "wrapper.ConnectionWrapper", false, loader);
            Class<?> pools = Class.forName(POOL + "Pool", false, loader);
            Class<?> settings =
                    Class.forName(CONFIGURATION + "ConnectionPoolConfiguration", false, loader);
            Class<?> factories =
                    Class.forName(CONFIGURATION + "ConnectionFactoryConfiguration", false, loader);
            single = Class.forName(POOL + "ConnectionPool", false, loader);
            pool = members.field(source, "connectionPool");
            configuration = members.method(pools, "getConfiguration");
            factory = members.method(settings, "connectionFactoryConfiguration");
            url = members.method(factories, "jdbcUrl");
            max = members.method(settings, "maxSize");
            all = members.field(single, "allConnections");
            state = members.field(handler, "state");
            housekeeping = members.field(single, "housekeepingExecutor");
            waiting = members.method(single, "awaitingCount");
            entry = members.field(wrapper, "handler");
            enlisted = members.method(handler, "isEnlisted");
            ownPool = members.field(handler, "connectionPool");
            connection = members.field(handler, "connection");
            flushOnly = members.method(handler, "setFlushOnly");
            giveBack = members.method(pools, "returnConnectionHandler", handler);
            setMax = members.method(settings, "setMaxSize", int.class);
            setMin = members.method(settings, "setMinSize", int.class);
            setTimeout = members.method(settings, "setAcquisitionTimeout", Duration.class);
        }

        @Override
        public String kind() {
            return "Agroal";
        }

        @Override
        public @Nullable String name(Object dataSource) {
            return null;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String)
                    url.invoke(factory.invoke(configuration.invoke(pool.invoke(dataSource))));
        }

        /** Counted by the records' own states: its metrics are off as a rule, and then zero. */
        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object pooling = pool.invoke(dataSource);
            if (!single.isInstance(pooling)) {
                return PoolNumbers.UNKNOWN;
            }
            int total = 0;
            int idle = 0;
            for (Object record : (Collection<?>) all.invoke(pooling)) {
                total++;
                if (state.invoke(record).toString().equals("CHECKED_IN")) {
                    idle++;
                }
            }
            return new PoolNumbers(
                    total - idle,
                    idle,
                    total,
                    (int) waiting(pooling),
                    (Integer) max.invoke(configuration.invoke(pooling)));
        }

        private long waiting(Object pooling) throws Throwable {
            return (Long) waiting.invoke(pooling);
        }

        /** It does not tell, but the end of its housekeeping does. */
        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            Object pooling = pool.invoke(dataSource);
            return single.isInstance(pooling)
                    && ((ExecutorService) housekeeping.invoke(pooling)).isShutdown();
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            Object record = (Object) entry.invokeExact(handle);
            return record != null && single.isInstance(ownPool.invoke(record)) ? record : null;
        }

        @Override
        public boolean isEnlisted(Object record) throws Throwable {
            return (Boolean) enlisted.invoke(record);
        }

        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            return ownPool.invoke(entry.invoke(handle)) == pool.invoke(dataSource);
        }

        @Override
        public boolean restoresIsolation() {
            return false;
        }

        @Override
        public @Nullable Connection physical(Object record) throws Throwable {
            return (Connection) connection.invoke(record);
        }

        /** Marked first, or the dead connection would be lent again. */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            flushOnly.invoke(record);
            PoolSteps.abort(physical(record));
            giveBack.invoke(ownPool.invoke(record), record);
        }

        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            for (Object one : (Collection<?>) all.invoke(pool.invoke(dataSource))) {
                if (one == record) {
                    return false;
                }
            }
            return true;
        }

        /** Without connections to keep, Agroal makes none until somebody asks anew. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            PoolSteps.askAnew(numbers(dataSource), ((DataSource) dataSource)::getConnection);
        }

        /** A time-out has neither a class nor a cause of its own. */
        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            return failure.getCause() == null && now.active() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) throws Throwable {
            Object settings = configuration.invoke(pool.invoke(dataSource));
            int now = (Integer) max.invoke(settings);
            PoolSteps.resize(settings, setMin, min, setMax, most, now);
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setTimeout.invoke(
                    configuration.invoke(pool.invoke(dataSource)), Duration.ofMillis(millis));
        }
    }
}
