package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** BoneCP. Read in 0.8.0; 0.7.1 has the same members. */
public final class BoneCpLeaf implements PoolLeaf {
    private static final String ROOT = "com.jolbox.bonecp.";
    private static final String POOL = ROOT + "BoneCP";
    private static final String HANDLE = ROOT + "ConnectionHandle";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, POOL);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException {
        return Classes.isA(handle, HANDLE)
                ? Class.forName(POOL, false, handle.getClassLoader())
                : null;
    }

    @Override
    public BoundPool bind(Class<?> dataSource, Members members)
            throws ReflectiveOperationException {
        return new Bound(dataSource, members);
    }

    /** The record of a connection is the driver's own one: what BoneCP keeps is the handle. */
    private static final class Bound implements BoundPool {
        private final MethodHandle config;
        private final MethodHandle poolName;
        private final MethodHandle jdbcUrl;
        private final MethodHandle closed;
        private final MethodHandle leased;
        private final MethodHandle free;
        private final MethodHandle created;
        private final MethodHandle partitions;
        private final MethodHandle max;
        private final MethodHandle connection;
        private final MethodHandle owner;
        private final MethodHandle count;
        private final MethodHandle setFull;
        private final MethodHandle signals;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> handle = Class.forName(HANDLE, false, loader);
            Class<?> partition = Class.forName(ROOT + "ConnectionPartition", false, loader);
            Class<?> settings = Class.forName(ROOT + "BoneCPConfig", false, loader);
            config = members.field(source, "config");
            poolName = members.method(settings, "getPoolName");
            jdbcUrl = members.method(settings, "getJdbcUrl");
            closed = members.field(source, "poolShuttingDown");
            leased = members.method(source, "getTotalLeased");
            free = members.method(source, "getTotalFree");
            created = members.method(source, "getTotalCreatedConnections");
            partitions = members.field(source, "partitions");
            max = members.method(partition, "getMaxConnections");
            connection = members.field(handle, "connection");
            owner = members.field(handle, "pool");
            count = members.method(partition, "updateCreatedConnections", int.class);
            setFull = members.method(partition, "setUnableToCreateMoreTransactions", boolean.class);
            signals = members.method(partition, "getPoolWatchThreadSignalQueue");
        }

        @Override
        public String kind() {
            return "BoneCP";
        }

        @Override
        public @Nullable String name(Object pool) throws Throwable {
            return (String) poolName.invoke(config.invoke(pool));
        }

        @Override
        public @Nullable String url(Object pool) throws Throwable {
            return (String) jdbcUrl.invoke(config.invoke(pool));
        }

        /** It does not tell how many wait. */
        @Override
        public PoolNumbers numbers(Object pool) throws Throwable {
            int most = 0;
            for (Object partition : (Object[]) partitions.invoke(pool)) {
                most += (Integer) max.invoke(partition);
            }
            return new PoolNumbers(
                    (Integer) leased.invoke(pool),
                    (Integer) free.invoke(pool),
                    (Integer) created.invoke(pool),
                    -1,
                    most);
        }

        @Override
        public boolean isClosed(Object pool) throws Throwable {
            return (Boolean) closed.invoke(pool);
        }

        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            return (Object) connection.invokeExact(handle);
        }

        @Override
        public boolean isFrom(Object handle, Object pool) throws Throwable {
            return owner.invoke(handle) == pool;
        }

        @Override
        public boolean restoresIsolation() {
            return false;
        }

        @Override
        public @Nullable Connection physical(Object entry) {
            return (Connection) entry;
        }

        /** Its statements know their handle, and do not ask it. */
        @Override
        public boolean refusesStatementsOfClosed() {
            return false;
        }

        @Override
        public boolean refusesUnwrapOfClosed() {
            return false;
        }

        @Override
        public boolean restoresAutoCommit() {
            return false;
        }

        /** What is closed already BoneCP has noticed itself, a lost connection for example. */
        @Override
        public void evict(Object pool, Object entry, String reason) throws Throwable {
            Connection physical = (Connection) entry;
            if (physical.isClosed()) {
                return;
            }
            PoolSteps.abort(physical);
            // Which partition it was of only its handle knows. In another one the place is free as
            // well, and no more connections are made in all.
            Object first = ((Object[]) partitions.invoke(pool))[0];
            count.invoke(first, (Object) Integer.valueOf(-1));
            setFull.invoke(first, (Object) false);
        }

        @Override
        public boolean isGone(Object pool, Object entry) throws SQLException {
            return ((Connection) entry).isClosed();
        }

        /**
         * BoneCP's own thread makes the connections. It is signalled by its queue: BoneCP's own
         * method for that does nothing while the thread believes, and just writes down, that the
         * pool is full.
         */
        @Override
        @SuppressWarnings("unchecked")
        public void wakeWaiters(Object pool) throws Throwable {
            for (Object partition : (Object[]) partitions.invoke(pool)) {
                ((Queue<Object>) signals.invoke(partition)).offer(new Object());
            }
        }

        @Override
        public boolean isFull(Object pool, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(pool);
            return failure instanceof SQLException && now.idle() == 0 && now.total() >= now.max();
        }

        @Override
        public void resize(Object pool, int min, int most) {
            throw new UnsupportedOperationException(
                    "BoneCP's size is fixed when it starts: set maxConnectionsPerPartition and"
                            + " restart");
        }

        @Override
        public void borrowTimeout(Object pool, long millis) {
            throw new UnsupportedOperationException(
                    "BoneCP's time-out is fixed when it starts: set connectionTimeoutInMs and"
                            + " restart");
        }
    }
}
