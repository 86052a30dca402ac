package io.jdbcwarden.pool;

import io.jdbcwarden.breaker.Breaker;
import io.jdbcwarden.breaker.BreakerPolicy;
import io.jdbcwarden.breaker.BreakerState;
import io.jdbcwarden.config.FailureThreshold;
import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.Rate;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.metric.HostHistories;
import io.jdbcwarden.metric.HostHistory;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.metric.ServerRole;
import io.jdbcwarden.session.PoolContext;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Members;
import io.jdbcwarden.util.Opener;
import io.jdbcwarden.util.RateLimit;
import io.jdbcwarden.util.WeakIdentityMap;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools found so far. A pool is known from its first borrow on. Any thread. */
public final class Pools implements SessionTable.Entries {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    private final Clock clock;
    private final DistinctErrors errors;
    private final Members members;
    private final List<PoolLeaf> leaves = new ArrayList<>();
    private final WeakIdentityMap<Object, GuardedPool> byDataSource = new WeakIdentityMap<>();
    private final List<GuardedPool> pools = new CopyOnWriteArrayList<>();
    private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();
    private final ClassValue<@Nullable BoundPool> bound =
            new ClassValue<@Nullable BoundPool>() {
                @Override
                protected @Nullable BoundPool computeValue(Class<?> type) {
                    return bind(type);
                }
            };
    private final ClassValue<@Nullable BoundPool> boundByHandle =
            new ClassValue<@Nullable BoundPool>() {
                @Override
                protected @Nullable BoundPool computeValue(Class<?> type) {
                    return bindHandle(type);
                }
            };
    private final WeakIdentityMap<Object, GenericPool.Lease> leases = new WeakIdentityMap<>();
    private final GenericPool unpooled = new GenericPool("no known pool", leases);
    private final LongAdder gone = new LongAdder();
    private final Object naming = new Object();
    private volatile Settings settings;
    private volatile Function<Object, @Nullable DatabaseHost> hostReader = physical -> null;

    public Pools(Settings settings, Clock clock, DistinctErrors errors, Opener opener) {
        this.settings = settings;
        this.clock = clock;
        this.errors = errors;
        this.members = new Members(opener);
        for (PoolLeaf leaf : ServiceLoader.load(PoolLeaf.class, Pools.class.getClassLoader())) {
            leaves.add(leaf);
        }
    }

    /** The pool of a data source; null if it was not borrowed from yet. */
    public @Nullable GuardedPool get(Object dataSource) {
        return byDataSource.get(dataSource);
    }

    /** The pool of this name, or null. */
    public @Nullable GuardedPool named(String name) {
        for (GuardedPool pool : pools) {
            if (pool.name().equals(name)) {
                return pool;
            }
        }
        return null;
    }

    /**
     * The pool's record behind a handle, also of a closed one; null if no leaf knows the handle's
     * class or this one.
     */
    @Override
    public @Nullable Object entryOf(Object handle) {
        BoundPool leaf = boundByHandle.get(kindOf(handle));
        if (leaf == null) {
            return leases.size() == 0 ? null : leases.get(handle);
        }
        try {
            return leaf.entryOf(handle);
        } catch (Throwable t) {
            errors.record("record behind a handle", t);
            return null;
        }
    }

    @Override
    public boolean isHandle(Object connection) {
        return boundByHandle.get(kindOf(connection)) != null || leases.get(connection) != null;
    }

    @Override
    public @Nullable Object physicalOf(Object entry, PoolContext pool) {
        BoundPool leaf = ((GuardedPool) pool).bound();
        try {
            return leaf == null ? null : leaf.physical(entry);
        } catch (Throwable t) {
            errors.record("connection behind a record", t);
            return null;
        }
    }

    /** Is asked which server a driver's connection is connected to. To be set once, at first. */
    public void hosts(Function<Object, @Nullable DatabaseHost> reader) {
        hostReader = reader;
    }

    @Override
    public @Nullable HostHistory hostOf(@Nullable Object physical, PoolContext context) {
        GuardedPool pool = (GuardedPool) context;
        DatabaseHost told = physical == null ? null : hostReader.apply(physical);
        List<String> named = pool.database().hosts();
        if (named.isEmpty() && told != null) {
            pool.learned(DatabaseUrl.ofHost(told.address()));
            apply(pool, settingsOf(settings, pool));
        }
        // Of one host the URL knows better: a proxy or a socket factory may stand before it.
        String address = named.size() == 1 ? named.get(0) : told == null ? null : told.address();
        if (address == null) {
            return null;
        }
        return pool.hosts().connected(address, told == null ? ServerRole.UNKNOWN : told.role());
    }

    /** The first pool whose handles are of the same classes; null if there is none. */
    public @Nullable GuardedPool firstLike(Object handle) {
        BoundPool leaf = boundByHandle.get(kindOf(handle));
        for (GuardedPool pool : pools) {
            if (leaf != null && pool.bound() == leaf) {
                return pool;
            }
        }
        return null;
    }

    /** Whether a connection is a handle of a pool that is known. */
    public boolean isOfKnownPool(Object connection) {
        return boundByHandle.get(kindOf(connection)) != null;
    }

    /** Classes of proxies say nothing: the proxies of two pools may share one. */
    private static Class<?> kindOf(Object handle) {
        return handle instanceof Proxy
                ? Proxy.getInvocationHandler(handle).getClass()
                : handle.getClass();
    }

    private @Nullable BoundPool bindHandle(Class<?> handle) {
        for (PoolLeaf leaf : leaves) {
            try {
                Class<?> dataSource = leaf.dataSourceOf(handle);
                if (dataSource != null) {
                    return bound.get(dataSource);
                }
            } catch (ClassNotFoundException e) {
                errors.record("bind " + handle.getName(), e);
            }
        }
        return null;
    }

    /** How many connections were borrowed so far, from pools that are gone too. */
    public long borrows() {
        long borrows = gone.sum();
        for (GuardedPool pool : pools) {
            borrows += pool.metrics().borrows();
        }
        return borrows;
    }

    /** All pools that are in use. */
    public List<GuardedPool> all() {
        return new ArrayList<>(pools);
    }

    /** Is told of each pool that comes or goes. */
    public void listen(PoolListener listener) {
        listeners.add(listener);
    }

    /** Makes a data source's pool known; null if no leaf can talk to it. */
    public @Nullable GuardedPool register(Object dataSource) {
        GuardedPool known = byDataSource.get(dataSource);
        BoundPool leaf = bound.get(dataSource.getClass());
        if (known != null || leaf == null) {
            return known;
        }
        String name = null;
        String url = null;
        try {
            name = leaf.name(dataSource);
            url = leaf.url(dataSource);
        } catch (Throwable t) {
            errors.record("describe pool", t);
        }
        GuardedPool added =
                add(name == null || name.isEmpty() ? leaf.kind() : name, url, dataSource, leaf);
        if (added.settings().mode() == Mode.ENFORCE) {
            prepare(added, dataSource, leaf);
        }
        return added;
    }

    private void prepare(GuardedPool pool, Object dataSource, BoundPool leaf) {
        try {
            String changed = leaf.prepare(dataSource);
            if (changed != null) {
                LOG.info("pool {} has {}", pool.name(), changed);
            }
        } catch (Throwable t) {
            errors.record("prepare pool", t);
        }
    }

    /**
     * Makes known where connections come from that are of no known pool.
     *
     * @param source stands for all data sources of its kind; held weakly
     */
    public GuardedPool registerUnknown(Object source, String name, @Nullable String url) {
        return add(name, url, source, unpooled);
    }

    private GuardedPool add(String name, @Nullable String url, Object dataSource, BoundPool leaf) {
        GuardedPool made;
        // So that two pools that begin at once get two names. Nothing of an application's is
        // called.
        synchronized (naming) {
            GuardedPool known = byDataSource.get(dataSource);
            if (known != null) {
                return known;
            }
            made = make(name, url, dataSource, leaf);
            byDataSource.put(dataSource, made);
            pools.add(made);
        }
        String profile = profile(made);
        LOG.info(
                "guarding pool {} ({}, {}), region {}, mode {}{}",
                made.name(),
                made.kind(),
                made.url() == null ? "no URL" : made.url(),
                made.region(),
                made.settings().mode().name().toLowerCase(java.util.Locale.ROOT),
                profile.isEmpty() ? "" : ", " + profile);
        for (PoolListener listener : listeners) {
            listener.opened(made);
        }
        return made;
    }

    private GuardedPool make(
            String given, @Nullable String url, Object dataSource, BoundPool leaf) {
        String name = unique(given);
        PoolSettings forPool =
                settingsOf(
                        settings, name, DatabaseUrl.of(url).managed(), leaf instanceof GenericPool);
        PoolMetrics metrics = new PoolMetrics();
        Breaker breaker =
                new Breaker(
                        policy(forPool),
                        clock,
                        (from, to) -> breakerMoved(name, from, to),
                        metrics::borrows);
        return new GuardedPool(
                name,
                dataSource,
                leaf,
                url,
                forPool,
                metrics,
                breaker,
                new HostHistories(clock),
                limit(forPool.reclaimRate()));
    }

    private void breakerMoved(String pool, BreakerState from, BreakerState to) {
        for (PoolListener listener : listeners) {
            listener.breakerMoved(pool, from, to);
        }
    }

    /** Two pools may have one name; the second is called {@code name#2}. */
    private String unique(String name) {
        Set<String> taken = new HashSet<>();
        for (GuardedPool pool : pools) {
            taken.add(pool.name());
        }
        String candidate = name;
        for (int n = 2; taken.contains(candidate); n++) {
            candidate = name + "#" + n;
        }
        return candidate;
    }

    private @Nullable BoundPool bind(Class<?> type) {
        for (PoolLeaf leaf : leaves) {
            if (!leaf.handles(type)) {
                continue;
            }
            try {
                return leaf.bind(type, members);
            } catch (Throwable t) {
                errors.record("bind " + type.getName(), t);
                LOG.warn(
                        "pools of {} are guarded as far as JDBC alone allows, and observed only"
                                + " unless pools.<name>.mode says otherwise: this version lacks"
                                + " what is needed ({})",
                        type.getName(),
                        String.valueOf(t));
                return new GenericPool(type.getSimpleName(), leases);
            }
        }
        return null;
    }

    /** Forgets pools that the application closed or dropped. Called by the reaper. */
    public void sweep() {
        byDataSource.drain(pool -> {});
        leases.drain(lease -> {});
        for (GuardedPool pool : all()) {
            pool.metrics().settle();
            pool.breaker().tick();
            if (pool.isGone() && pools.remove(pool)) {
                pool.retire();
                gone.add(pool.metrics().borrows());
                for (PoolListener listener : listeners) {
                    listener.closed(pool);
                }
            }
        }
    }

    /** Puts changed settings in force for every pool. */
    public void settings(Settings changed) {
        settings = changed;
        for (GuardedPool pool : pools) {
            apply(pool, settingsOf(changed, pool));
        }
    }

    private void apply(GuardedPool pool, PoolSettings now) {
        PoolSettings before = pool.settings();
        pool.settings(now);
        pool.breaker().policy(policy(now));
        if (!now.reclaimRate().equals(before.reclaimRate())) {
            pool.reclaims(limit(now.reclaimRate()));
        }
    }

    /** The defaults that a managed database has of its own and that hold for this pool. */
    public String profile(GuardedPool pool) {
        ManagedDatabase managed = pool.managed();
        if (managed == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(managed.title());
        String separator = ": ";
        for (Map.Entry<String, String> entry : managed.defaults().entrySet()) {
            if (!settings.isGiven(entry.getKey(), pool.name())) {
                text.append(separator).append(entry.getKey()).append('=').append(entry.getValue());
                separator = ", ";
            }
        }
        return text.toString();
    }

    private static PoolSettings settingsOf(Settings settings, GuardedPool pool) {
        return settingsOf(settings, pool.name(), pool.managed(), pool.isUnknown());
    }

    private static PoolSettings settingsOf(
            Settings given, String name, @Nullable ManagedDatabase managed, boolean unknown) {
        Settings settings =
                managed == null
                        ? given
                        : given.withDefaults(name, managed.defaults(), managed.title());
        return unknown ? settings.forUnknownPool(name) : settings.forPool(name);
    }

    private RateLimit limit(Rate rate) {
        return new RateLimit(rate.count(), rate.perNanos(), clock);
    }

    private static BreakerPolicy policy(PoolSettings settings) {
        FailureThreshold failures = settings.breakerFailures();
        return new BreakerPolicy(
                failures.inARow(),
                failures.ratePercent(),
                failures.minimum(),
                settings.breakerWindowNanos(),
                settings.breakerOpenForNanos(),
                settings.breakerTrials());
    }
}
