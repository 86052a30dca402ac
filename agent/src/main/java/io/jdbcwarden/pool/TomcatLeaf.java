package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.Members;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat JDBC. Read in 11.0.27.
 *
 * <p>With {@code useDisposableConnectionFacade=false} a handle is lent again to the next borrower,
 * and so cannot be told from his: such connections are left alone.
 */
public final class TomcatLeaf implements PoolLeaf {
    private static final String POOL = "org.apache.tomcat.jdbc.pool.";
    private static final String DATA_SOURCE = POOL + "DataSourceProxy";
    private static final String FACADE = POOL + "DisposableConnectionFacade";

    @Override
    public boolean handles(Class<?> dataSource) {
        return Classes.isA(dataSource, DATA_SOURCE);
    }

    @Override
    public @Nullable Class<?> dataSourceOf(Class<?> handler) throws ClassNotFoundException {
        return handler.getName().equals(FACADE)
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
        private final Class<?> facade;
        private final Class<?> last;
        private final MethodHandle name;
        private final MethodHandle url;
        private final MethodHandle max;
        private final MethodHandle pool;
        private final MethodHandle closed;
        private final MethodHandle active;
        private final MethodHandle idle;
        private final MethodHandle total;
        private final MethodHandle waiting;
        private final MethodHandle next;
        private final MethodHandle entry;
        private final MethodHandle owner;
        private final MethodHandle connection;
        private final MethodHandle setDiscarded;
        private final MethodHandle giveBack;
        private final MethodHandle released;
        private final MethodHandle setMax;
        private final MethodHandle setMaxIdle;
        private final MethodHandle setMinIdle;
        private final MethodHandle setMaxWait;
        private final MethodHandle usesFacade;
        private final MethodHandle useFacade;

        Bound(Class<?> source, Members members) throws ReflectiveOperationException {
            ClassLoader loader = source.getClassLoader();
            Class<?> pools = Class.forName(POOL + "ConnectionPool", false, loader);
            Class<?> pooled = Class.forName(POOL + "PooledConnection", false, loader);
            facade = Class.forName(FACADE, false, loader);
            last = Class.forName(POOL + "ProxyConnection", false, loader);
            name = members.method(source, "getName");
            url = members.method(source, "getUrl");
            max = members.method(source, "getMaxActive");
            pool = members.field(source, "pool");
            closed = members.method(pools, "isClosed");
            active = members.method(pools, "getActive");
            idle = members.method(pools, "getIdle");
            total = members.method(pools, "getSize");
            waiting = members.method(pools, "getWaitCount");
            next = members.method(facade, "getNext");
            entry = members.field(last, "connection");
            owner = members.field(pooled, "parent");
            connection = members.method(pooled, "getConnection");
            setDiscarded = members.method(pooled, "setDiscarded", boolean.class);
            giveBack = members.method(pools, "returnConnection", pooled);
            released = members.method(pooled, "isReleased");
            setMax = members.method(source, "setMaxActive", int.class);
            setMaxIdle = members.method(source, "setMaxIdle", int.class);
            setMinIdle = members.method(source, "setMinIdle", int.class);
            setMaxWait = members.method(source, "setMaxWait", int.class);
            usesFacade = members.method(source, "getUseDisposableConnectionFacade");
            useFacade = members.method(source, "setUseDisposableConnectionFacade", boolean.class);
        }

        @Override
        public String kind() {
            return "Tomcat JDBC";
        }

        /** Without a facade, a closed handle goes on as that of the next borrower. */
        @Override
        public @Nullable String prepare(Object dataSource) throws Throwable {
            if ((Boolean) usesFacade.invoke(dataSource)) {
                return null;
            }
            useFacade.invoke(dataSource, (Object) true);
            return "useDisposableConnectionFacade=true instead of false, as closed handles could"
                    + " else be used by others";
        }

        @Override
        public @Nullable String name(Object dataSource) throws Throwable {
            String given = (String) name.invoke(dataSource);
            // What Tomcat makes up is of no use to people.
            return given == null || given.startsWith("Tomcat Connection Pool[") ? null : given;
        }

        @Override
        public @Nullable String url(Object dataSource) throws Throwable {
            return (String) url.invoke(dataSource);
        }

        /** From the pool itself: the data source would begin one to answer. */
        @Override
        public PoolNumbers numbers(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            int most = (Integer) max.invoke(dataSource);
            return running == null
                    ? new PoolNumbers(0, 0, 0, 0, most)
                    : new PoolNumbers(
                            (Integer) active.invoke(running),
                            (Integer) idle.invoke(running),
                            (Integer) total.invoke(running),
                            (Integer) waiting.invoke(running),
                            most);
        }

        @Override
        public boolean isClosed(Object dataSource) throws Throwable {
            Object running = pool.invoke(dataSource);
            return running == null || (Boolean) closed.invoke(running);
        }

        /** Behind the facade stand any number of interceptors, of which the last one knows it. */
        @Override
        public @Nullable Object entryOf(Object handle) throws Throwable {
            if (!(handle instanceof Proxy)) {
                return null;
            }
            Object at = Proxy.getInvocationHandler(handle);
            if (!facade.isInstance(at)) {
                return null;
            }
            while (at != null && !last.isInstance(at)) {
                at = (Object) next.invokeExact(at);
            }
            return at == null ? null : (Object) entry.invokeExact(at);
        }

        /** A closed handle has forgotten it. */
        @Override
        public boolean isFrom(Object handle, Object dataSource) throws Throwable {
            Object record = entryOf(handle);
            return record != null && owner.invoke(record) == pool.invoke(dataSource);
        }

        @Override
        public boolean restoresAutoCommit() {
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

        /** A discarded connection is closed when it is given back, and its place is free. */
        @Override
        public void evict(Object dataSource, Object record, String reason) throws Throwable {
            setDiscarded.invoke(record, (Object) true);
            PoolSteps.abort(physical(record));
            giveBack.invoke(owner.invoke(record), record);
        }

        @Override
        public boolean isGone(Object dataSource, Object record) throws Throwable {
            return (Boolean) released.invoke(record);
        }

        /** Evicting makes a new connection for who waits; growing does when somebody asks anew. */
        @Override
        public void wakeWaiters(Object dataSource) throws Throwable {
            PoolSteps.askAnew(numbers(dataSource), ((DataSource) dataSource)::getConnection);
        }

        @Override
        public boolean isFull(Object dataSource, Throwable failure) throws Throwable {
            PoolNumbers now = numbers(dataSource);
            return failure.getClass().getName().equals(POOL + "PoolExhaustedException")
                    && now.active() >= now.max();
        }

        @Override
        public void resize(Object dataSource, int min, int most) throws Throwable {
            setMax.invoke(dataSource, (Object) most);
            setMaxIdle.invoke(dataSource, (Object) most);
            setMinIdle.invoke(dataSource, (Object) min);
        }

        @Override
        public void borrowTimeout(Object dataSource, long millis) throws Throwable {
            setMaxWait.invoke(dataSource, (Object) (int) millis);
        }
    }
}
