package io.jdbcwarden.session;

import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.PoolMetrics;
import io.jdbcwarden.util.Padded;
import java.util.concurrent.atomic.AtomicInteger;

/** What a session needs to know of the pool it was borrowed from. Any thread. */
public class PoolContext extends Padded {
    private final String name;
    private final PoolMetrics metrics;
    private volatile PoolSettings settings;
    private volatile boolean retired;
    private final QuotaCounts users = new QuotaCounts();
    private final QuotaCounts requests = new QuotaCounts();
    private final AtomicInteger holdersWaiting = new AtomicInteger();

    public PoolContext(String name, PoolSettings settings, PoolMetrics metrics) {
        this.name = name;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** The pool's name, unique in this JVM. */
    public final String name() {
        return name;
    }

    /** The pool's counters. */
    public final PoolMetrics metrics() {
        return metrics;
    }

    /** The settings that hold for this pool now. */
    public final PoolSettings settings() {
        return settings;
    }

    /** Puts new settings in force. */
    public void settings(PoolSettings changed) {
        this.settings = changed;
    }

    /** How many connections of it each user has, as far as a quota asks for it. */
    public final QuotaCounts users() {
        return users;
    }

    /** How many connections of it each request has, as far as a quota asks for it. */
    public final QuotaCounts requests() {
        return requests;
    }

    /** How many threads that have a connection of it are asking for one more. */
    public final AtomicInteger holdersWaiting() {
        return holdersWaiting;
    }

    /** The application has closed or dropped the pool. */
    public void retire() {
        retired = true;
    }

    /** Whether the application has closed or dropped the pool. */
    public boolean isRetired() {
        return retired;
    }
}
