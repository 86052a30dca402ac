package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What both Commons DBCPs have in common: a data source around a {@code GenericObjectPool}, and
 * handles that delegate to the pool's record of a connection.
 */
abstract class DbcpPool implements BoundPool {
    private final String kind;
    private final Class<?> basic;
    private final Class<?> generic;
    private final MethodHandle url;
    private final MethodHandle connectionPool;
    private final MethodHandle inner;
    private final MethodHandle innerPool;
    private final MethodHandle delegate;
    private final MethodHandle innermost;
    private final MethodHandle outer;
    private final MethodHandle closed;
    private final MethodHandle active;
    private final MethodHandle idle;
    private final MethodHandle max;
    private final MethodHandle setMax;
    private final MethodHandle setMaxIdle;
    private final MethodHandle setMinIdle;
    private final MethodHandle setMaxWait;

    /**
     * @param dbcp the package of the data sources, with a dot at its end
     * @param generic the class of the pool behind them
     * @param innerPool asks a {@code PoolingDataSource} for its pool
     * @param max ends the names of what gets and sets the most connections: {@code MaxTotal}
     * @param maxWait what sets how long a borrow waits
     */
    DbcpPool(
            String kind,
            String dbcp,
            Class<?> generic,
            MethodHandle innerPool,
            String max,
            String maxWait,
            Members members)
            throws ReflectiveOperationException {
        ClassLoader loader = generic.getClassLoader();
        Class<?> handle =
                Class.forName(dbcp + "PoolingDataSource$PoolGuardConnectionWrapper", false, loader);
        this.kind = kind;
        this.generic = generic;
        this.basic = Class.forName(dbcp + "BasicDataSource", false, loader);
        this.url = members.method(basic, "getUrl");
        this.connectionPool = members.field(basic, "connectionPool");
        this.inner = members.field(basic, "dataSource");
        this.innerPool = innerPool;
        this.delegate = members.method(handle, "getDelegateInternal");
        this.innermost = members.method(handle, "getInnermostDelegateInternal");
        this.outer = members.field(handle, "this$0");
        this.closed = members.method(generic, "isClosed");
        this.active = members.method(generic, "getNumActive");
        this.idle = members.method(generic, "getNumIdle");
        this.max = members.method(generic, "get" + max);
        this.setMax = members.method(generic, "set" + max, int.class);
        this.setMaxIdle = members.method(generic, "setMaxIdle", int.class);
        this.setMinIdle = members.method(generic, "setMinIdle", int.class);
        this.setMaxWait = members.method(generic, maxWait, long.class);
    }

    /** How many threads wait for the pool. */
    abstract int waiting(Object pool) throws Throwable;

    @Override
    public String kind() {
        return kind;
    }

    /** It has none but, perhaps, a name in JMX. */
    @Override
    public @Nullable String name(Object dataSource) {
        return null;
    }

    @Override
    public @Nullable String url(Object dataSource) throws Throwable {
        return basic.isInstance(dataSource) ? (String) url.invoke(dataSource) : null;
    }

    /** Null before the first borrow, and if it is a pool of another kind. */
    final @Nullable Object pool(Object dataSource) throws Throwable {
        Object pool =
                basic.isInstance(dataSource)
                        ? connectionPool.invoke(dataSource)
                        : innerPool.invoke(dataSource);
        return generic.isInstance(pool) ? pool : null;
    }

    @Override
    public PoolNumbers numbers(Object dataSource) throws Throwable {
        Object pool = pool(dataSource);
        if (pool == null) {
            return PoolNumbers.UNKNOWN;
        }
        int lent = (Integer) active.invoke(pool);
        int resting = (Integer) idle.invoke(pool);
        return new PoolNumbers(
                lent, resting, lent + resting, waiting(pool), (Integer) max.invoke(pool));
    }

    /** A closed data source has no pool any more, as one that was never used. */
    @Override
    public boolean isClosed(Object dataSource) throws Throwable {
        Object pool = pool(dataSource);
        return pool == null || (Boolean) closed.invoke(pool);
    }

    @Override
    public @Nullable Object entryOf(Object handle) throws Throwable {
        return (Object) delegate.invokeExact(handle);
    }

    @Override
    public boolean isFrom(Object handle, Object dataSource) throws Throwable {
        Object owner = outer.invoke(handle);
        return owner == dataSource
                || (basic.isInstance(dataSource) && owner == inner.invoke(dataSource));
    }

    @Override
    public boolean restoresIsolation() {
        return false;
    }

    @Override
    public @Nullable Connection physical(Object record) throws Throwable {
        return (Connection) innermost.invoke(record);
    }

    @Override
    public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
        PoolNumbers now = numbers(dataSource);
        return failure.getCause() instanceof NoSuchElementException && now.active() >= now.max();
    }

    @Override
    public void resize(Object dataSource, int min, int most) throws Throwable {
        Object pool = begun(dataSource);
        setMax.invoke(pool, (Object) most);
        // What is returned beyond this is closed.
        setMaxIdle.invoke(pool, (Object) most);
        setMinIdle.invoke(pool, (Object) min);
    }

    @Override
    public void borrowTimeout(Object dataSource, long millis) throws Throwable {
        setMaxWait.invoke(begun(dataSource), (Object) millis);
    }

    private Object begun(Object dataSource) throws Throwable {
        Object pool = pool(dataSource);
        if (pool == null) {
            throw new UnsupportedOperationException("the pool has not begun yet");
        }
        return pool;
    }
}
