package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Druid. Read in 1.2.28. */
public final class DruidLeaf implements PoolLeaf {
    private static final String POOL = "com.alibaba.druid.pool.";
    private static final String DATA_SOURCE = POOL + "DruidDataSource";
    private static final String HANDLE = POOL + "DruidPooledConnection";

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
        Class<?> own = Classes.find(dataSource, DATA_SOURCE);
        return new Bound(own == null ? dataSource : own, members);
    }

    private static final class Bound implements BoundPool {
        /** Long enough to be served in, short enough to end within a step of the reclaim. */
        private static final long KICK_MILLIS = 1_000;

        private final MethodHandle name;
        private final MethodHandle url;
        private final MethodHandle closed;
        private final MethodHandle active;
        private final MethodHandle idle;
        private final MethodHandle waiting;
        private final MethodHandle max;
        private final MethodHandle entry;
        private final MethodHandle owner;
        private final MethodHandle connection;
        private final Class<?> filtered;
        private final MethodHandle behindFilters;
        private final @Nullable Class<?> watched;
        private final MethodHandle behindWatch;
        private final MethodHandle discarded;
        private final MethodHandle discard;
        private final MethodHandle borrow;
        private final MethodHandle setMax;
        private final MethodHandle setMin;
        private final MethodHandle setMaxWait;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> handle = Class.forName(HANDLE, false, loader);
            Class<?> holder = Class.forName(POOL + "DruidConnectionHolder", false, loader);
            name = members.method(source, "getName");
            url = members.method(source, "getUrl");
            closed = members.method(source, "isClosed");
            active = members.method(source, "getActiveCount");
            idle = members.method(source, "getPoolingCount");
            waiting = members.method(source, "getNotEmptyWaitThreadCount");
            max = members.method(source, "getMaxActive");
            entry = members.field(handle, "holder");
            owner = members.field(holder, "dataSource");
            connection = members.field(holder, "conn");
            filtered =
                    Class.forName(
                            "com.alibaba.druid.proxy.jdbc.ConnectionProxyImpl", false, loader);
            behindFilters = members.method(filtered, "getConnectionRaw");
            watched = watched(loader);
            behindWatch =
                    watched == null ? behindFilters : members.method(watched, "getConnection");
            discarded = members.field(holder, "discard");
            discard = members.method(source, "discardConnection", holder);
            borrow = members.method(source, "getConnection", long.class);
            setMax = members.method(source, "setMaxActive", int.class);
            setMin = members.method(source, "setMinIdle", int.class);
            setMaxWait = members.method(source, "setMaxWait", long.class);
        }

        /** Not all versions put this one around the driver's connection. */
        private static @Nullable Class<?> watched(ClassLoader loader) {
            try {
                return Class.forName(POOL + "DruidStatementConnection", false, loader);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        @Override
        public String kind() {
            return "Druid";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            String given = (String) name.invoke(dataSource);
            // What Druid makes up is of no use to people.
            return given == null || given.startsWith("DataSource-") ? null : given;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String) url.invoke(dataSource);
        }

        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            int lent = (Integer) active.invoke(dataSource);
            int resting = (Integer) idle.invoke(dataSource);
            return new PoolNumbers(
                    lent,
                    resting,
                    lent + resting,
                    (Integer) waiting.invoke(dataSource),
                    (Integer) max.invoke(dataSource));
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            return (Boolean) closed.invoke(dataSource);
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return (Object) entry.invokeExact(handle);
        }

        /** A closed handle has forgotten it. */
        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            Object record = entry.invoke(handle);
            return record != null && owner.invoke(record) == dataSource;
        }

        @Override
        public boolean refusesUnwrapOfClosed() {
            return false;
        }

        @Override
        public @Nullable Connection physical(Object holder) throws Throwable {
            Connection at = (Connection) connection.invoke(holder);
            while (true) {
                if (filtered.isInstance(at)) {
                    at = (Connection) behindFilters.invoke(at);
                } else if (watched != null && watched.isInstance(at)) {
                    at = (Connection) behindWatch.invoke(at);
                } else {
                    return at;
                }
            }
        }

        /** Aborted first: discarding closes, which some drivers do not while a statement runs. */
        @Override
        public void evict(Object dataSource, Object holder, String reason) throws Throwable {
            PoolSteps.abort(physical(holder));
            discard.invoke(dataSource, holder);
        }

        @Override
        public boolean isGone(Object dataSource, Object holder) throws Throwable {
            return (Boolean) discarded.invoke(holder);
        }

        /** Without idle connections to keep, Druid makes none until somebody asks anew. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            PoolSteps.askAnew(numbers(dataSource), () -> borrow(dataSource));
        }

        private Connection borrow(Object dataSource) throws Exception {
            try {
                return (Connection) borrow.invoke(dataSource, (Object) KICK_MILLIS);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
        }

        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            return failure.getClass().getName().equals(POOL + "GetConnectionTimeoutException")
                    && (Integer) active.invoke(dataSource) >= (Integer) max.invoke(dataSource);
        }

        @Override
        public void resize(Object dataSource, int min, int most) throws Throwable {
            int now = (Integer) max.invoke(dataSource);
            PoolSteps.resize(dataSource, setMin, min, setMax, most, now);
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setMaxWait.invoke(dataSource, (Object) millis);
        }
    }
}
