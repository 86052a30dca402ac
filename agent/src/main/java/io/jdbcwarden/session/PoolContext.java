package io.jdbcwarden.session;

import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.metric.PoolMetrics;

/** What a session needs to know of the pool it was borrowed from. Any thread. */
public class PoolContext {
    private final String name;
    private final PoolMetrics metrics = new PoolMetrics();
    private volatile PoolSettings settings;

    public PoolContext(String name, PoolSettings settings) {
        this.name = name;
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
}
