package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.WeakIdentityMap;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of which nothing is known, or none at all: connections that a driver made for the
 * application. What JDBC alone allows, and no more: there are no numbers, a lost handle cannot be
 * taken back, and a transaction is rolled back only when the agent itself gives a connection back.
 */
final class GenericPool implements BoundPool {
    /** Whose connections are the database's, with no pool behind them. */
    private static final String[] DRIVERS = {
        "org.postgresql.",
        "com.mysql.",
        "org.mariadb.",
        "oracle.jdbc.",
        "com.microsoft.sqlserver.",
        "com.ibm.db2.",
        "org.h2.",
        "org.hsqldb.",
        "org.apache.derby.",
        "org.firebirdsql.",
        "org.sqlite.",
        "net.sourceforge.jtds.",
        "com.sybase.",
        "com.sap.db.",
        "com.informix."
    };

    private final String kind;
    private final WeakIdentityMap<Object, Lease> leases;

    /**
     * A pool of this kind.
     *
     * @param leases of all such pools, by handle
     */
    GenericPool(String kind, WeakIdentityMap<Object, Lease> leases) {
        this.kind = kind;
        this.leases = leases;
    }

    /** What stands for the pool's record of a connection that was lent. */
    static final class Lease extends WeakReference<Object> {
        private final boolean isDrivers;

        Lease(Object handle) {
            super(handle);
            this.isDrivers = isDrivers(handle.getClass());
        }
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public @Nullable String name(Object dataSource) {
        return null;
    }

    @Override
    public @Nullable String url(Object dataSource) {
        return null;
    }

    @Override
    public PoolNumbers numbers(Object dataSource) {
        return PoolNumbers.UNKNOWN;
    }

    @Override
    public boolean isClosed(Object dataSource) {
        return false;
    }

    @Override
    public Object entryOf(Object handle) {
        Lease known = leases.get(handle);
        return known == null ? leases.putIfAbsent(handle, new Lease(handle)) : known;
    }

    @Override
    public boolean isFrom(Object handle, Object dataSource) {
        return false;
    }

    @Override
    public @Nullable Connection physical(Object lease) {
        return ((Lease) lease).isDrivers ? (Connection) ((Lease) lease).get() : null;
    }

    private static boolean isDrivers(Class<?> handle) {
        for (String driver : DRIVERS) {
            if (handle.getName().startsWith(driver)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Closes it as its owner would have. It is not aborted if there may be a pool behind it, which
     * would perhaps lend it on.
     */
    @Override
    public void evict(Object dataSource, Object lease, String reason) throws SQLException {
        Connection handle = (Connection) ((Lease) lease).get();
        if (handle == null) {
            return;
        }
        if (((Lease) lease).isDrivers) {
            PoolSteps.abort(handle);
            return;
        }
        if (!handle.getAutoCommit()) {
            handle.rollback();
        }
        handle.close();
    }

    @Override
    public boolean isGone(Object dataSource, Object lease) throws SQLException {
        Connection handle = (Connection) ((Lease) lease).get();
        return handle == null ? !outlivesHandle(lease) : handle.isClosed();
    }

    @Override
    public boolean outlivesHandle(Object lease) {
        return !((Lease) lease).isDrivers;
    }

    @Override
    public void wakeWaiters(Object dataSource) {}

    @Override
    public boolean isFull(Object dataSource, Throwable failure) {
        return false;
    }

    @Override
    public void resize(Object dataSource, int min, int max) {
        throw new UnsupportedOperationException("how to resize it is not known");
    }

    @Override
    public void borrowTimeout(Object dataSource, long millis) {
        throw new UnsupportedOperationException("how to change its time-out is not known");
    }
}
