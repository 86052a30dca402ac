package io.jdbcwarden.pool;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.HostHistories;
import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.metric.ServerRole;
import io.jdbcwarden.session.PoolContext;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.util.RateLimit;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool that the agent guards. Holds neither the data source nor anything of its class loader
 * strongly.
 */
public final class GuardedPool extends PoolContext {
    private final WeakReference<Object> dataSource;
    private final WeakReference<BoundPool> bound;
    private final String kind;
    private final @Nullable String url;
    private final HostHistories hosts;
    private final EarlierBorrows earlier = new EarlierBorrows();
    private final boolean unknown;
    private final Breaker breaker;
    private volatile DatabaseUrl database;
    private volatile RateLimit reclaims;
    private volatile boolean gone;
    private volatile boolean keeping;
    private volatile int lastMax;
    private volatile boolean readsClock;

    private long passNanos;
    private @Nullable PoolNumbers numbersOfPass;

    GuardedPool(
            String name,
            Object dataSource,
            BoundPool bound,
            @Nullable String url,
            PoolSettings settings,
            PoolMetrics metrics,
            Breaker breaker,
            HostHistories hosts,
            RateLimit reclaims) {
        super(name, settings, metrics);
        this.dataSource = new WeakReference<>(dataSource);
        this.bound = new WeakReference<>(bound);
        this.kind = bound.kind();
        this.url = JdbcUrls.withoutCredentials(url);
        this.database = DatabaseUrl.of(url);
        this.unknown = bound instanceof GenericPool;
        this.breaker = breaker;
        this.hosts = hosts;
        this.reclaims = reclaims;
    }

    /** The data source, or null once the application dropped it. */
    public @Nullable Object dataSource() {
        return dataSource.get();
    }

    /** How to talk to it, or null once its class loader is gone. */
    public @Nullable BoundPool bound() {
        return bound.get();
    }

    /** The kind of pool, such as {@code HikariCP}. */
    public String kind() {
        return kind;
    }

    /** Whether nothing is known of its inside, or there is no pool at all. */
    public boolean isUnknown() {
        return unknown;
    }

    /** The application keeps its connections from one request to the next: they are let alone. */
    public void keepsConnections() {
        keeping = true;
    }

    /** Whether the application was seen to keep its connections from one request to the next. */
    public boolean isKeepingConnections() {
        return keeping;
    }

    /** The pool of a session, as it is bound; null if nothing of it is known. */
    public static @Nullable BoundPool boundOf(Session session) {
        return of(session).bound();
    }

    /** The pool that a session was borrowed from. */
    public static GuardedPool of(Session session) {
        return (GuardedPool) session.pool();
    }

    /** The JDBC URL without credentials, or null. */
    public @Nullable String url() {
        return url;
    }

    /**
     * The database's label: the setting {@code region}, else the region in the name of a managed
     * database, else the host; more than one are joined by {@code +}.
     */
    public String region() {
        String set = settings().region();
        return set == null ? database.region() : set;
    }

    /** What the server is that serves the pool now, else what the URL asks for. */
    public ServerRole role() {
        HostHistory current = hosts.current();
        ServerRole role = current == null ? ServerRole.UNKNOWN : current.role();
        return role == ServerRole.UNKNOWN ? database.role() : role;
    }

    /** Whose managed database it is; null if it is none that is known. */
    public @Nullable ManagedDatabase managed() {
        return database.managed();
    }

    /** What was seen of each host that the pool was or may be connected to. */
    public HostHistories hosts() {
        return hosts;
    }

    /** The label of one of its hosts: the setting {@code region}, else as its name says. */
    public String regionOf(HostHistory host) {
        String set = settings().region();
        if (set != null) {
            return set;
        }
        return database.hosts().size() == 1
                ? database.region()
                : DatabaseUrl.regionOf(host.address());
    }

    /** Connections that are out since before the agent was attached, so not known. */
    public int borrowedBefore() {
        return earlier.out();
    }

    /** Looks how many of those there are; for one thread, about once a second. */
    public void lookForEarlierBorrows() {
        earlier.look(this);
    }

    /** A borrow failed for another reason than that the pool was full. */
    public void unreachable() {
        hosts.failed(database.hosts());
    }

    DatabaseUrl database() {
        return database;
    }

    /** A pool that was made without a URL turns out to be connected to this host. */
    void learned(DatabaseUrl found) {
        database = found;
    }

    public Breaker breaker() {
        return breaker;
    }

    /** How often the reaper may take connections from this pool. */
    public RateLimit reclaims() {
        return reclaims;
    }

    void reclaims(RateLimit changed) {
        this.reclaims = changed;
    }

    /** The pool's own numbers now; unknown once it is gone or if it cannot tell. */
    public PoolNumbers numbers() {
        return ask(BoundPool::numbers);
    }

    /**
     * How many threads wait for a connection, and the most that there may be; its other numbers may
     * be unknown. As {@link #numbers}, and cheap with any number of connections.
     */
    public PoolNumbers demand() {
        return ask(BoundPool::demand);
    }

    private interface Question {
        PoolNumbers ask(BoundPool pool, Object dataSource) throws Throwable;
    }

    private PoolNumbers ask(Question question) {
        Object source = dataSource.get();
        BoundPool pool = bound.get();
        if (source == null || pool == null) {
            return PoolNumbers.UNKNOWN;
        }
        try {
            return question.ask(pool, source);
        } catch (Throwable t) {
            return PoolNumbers.UNKNOWN;
        }
    }

    /**
     * The pool's own numbers, asked once for each time: many pools count all their connections for
     * them. For the reaper's thread.
     */
    public PoolNumbers numbersAt(long nowNanos) {
        PoolNumbers asked = numbersOfPass;
        if (asked == null || passNanos != nowNanos) {
            passNanos = nowNanos;
            numbersOfPass = asked = numbers();
        }
        return asked;
    }

    /** The most connections it may have, as last seen; 0 if nobody has looked so far. */
    public int lastMax() {
        return lastMax;
    }

    /** It may have so many connections. */
    public void lastMax(int max) {
        if (lastMax != max) {
            lastMax = max;
        }
    }

    /** Whether it tells when it begins to serve a borrow, so that nobody else needs to look. */
    public boolean readsClock() {
        return readsClock;
    }

    /** It does so, or does it no more. */
    public void readsClock(boolean so) {
        if (readsClock != so) {
            readsClock = so;
        }
    }

    /** Whether the application closed or dropped the pool. */
    public boolean isGone() {
        if (!gone) {
            Object source = dataSource.get();
            BoundPool pool = bound.get();
            try {
                gone = source == null || pool == null || pool.isClosed(source);
            } catch (Throwable t) {
                return false;
            }
        }
        return gone;
    }
}
