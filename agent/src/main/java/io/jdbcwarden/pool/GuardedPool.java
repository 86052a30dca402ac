package io.jdbcwarden.pool;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.session.PoolContext;
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
    private final String urlHost;
    private final boolean unknown;
    private final Breaker breaker;
    private volatile RateLimit reclaims;
    private volatile boolean gone;
    private volatile boolean keeping;
    private volatile int lastMax;

    GuardedPool(
            String name,
            Object dataSource,
            BoundPool bound,
            @Nullable String url,
            PoolSettings settings,
            PoolMetrics metrics,
            Breaker breaker,
            RateLimit reclaims) {
        super(name, settings, metrics);
        this.dataSource = new WeakReference<>(dataSource);
        this.bound = new WeakReference<>(bound);
        this.kind = bound.kind();
        this.url = JdbcUrls.withoutCredentials(url);
        this.urlHost = JdbcUrls.host(url);
        this.unknown = bound instanceof GenericPool;
        this.breaker = breaker;
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

    /** The JDBC URL without credentials, or null. */
    public @Nullable String url() {
        return url;
    }

    /** The database's label: the setting {@code region}, else the host of the URL. */
    public String region() {
        String set = settings().region();
        return set == null ? urlHost : set;
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
        Object source = dataSource.get();
        BoundPool pool = bound.get();
        if (source == null || pool == null) {
            return PoolNumbers.UNKNOWN;
        }
        try {
            return pool.numbers(source);
        } catch (Throwable t) {
            return PoolNumbers.UNKNOWN;
        }
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
