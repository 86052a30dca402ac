package io.jdbcwarden.operate;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.Reloaded;
import io.jdbcwarden.config.SettingEntry;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.log.WardenLog;
import io.jdbcwarden.pool.Pools;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings in force, and their change while the agent runs. Any thread. */
public final class LiveSettings {
    private static final String CHANGED = "settings changed live: {}";
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final Pools pools;
    private final Supplier<Loaded> sources;
    private final Object lock = new Object();
    private volatile Settings current;

    /**
     * @param sources reads all sources again
     */
    public LiveSettings(Settings start, Pools pools, Supplier<Loaded> sources) {
        this.current = start;
        this.pools = pools;
        this.sources = sources;
    }

    /** The settings in force. */
    public Settings current() {
        return current;
    }

    /**
     * Changes one setting, for all pools or, by {@code pools.<name>.<key>}, for some.
     *
     * @return what was changed, for people
     * @throws IllegalArgumentException if the key is unknown or cannot be changed live, or the
     *     value is not accepted; its message is for people
     */
    public String set(String key, String value) {
        String changes;
        synchronized (lock) {
            changes = apply(current.with(key, value));
        }
        LOG.info(CHANGED, changes);
        return changes;
    }

    /**
     * Reads all sources again and puts the live settings in force.
     *
     * @return what was changed and what has to wait for a restart, for people
     * @throws IllegalArgumentException if there are faults; nothing is changed then
     */
    public String reload() {
        Loaded loaded = sources.get();
        if (!loaded.faults().isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing was changed: " + String.join("; ", loaded.faults()));
        }
        String changes;
        synchronized (lock) {
            Reloaded reloaded = current.reload(loaded.settings());
            changes = apply(reloaded.settings());
            if (!reloaded.needRestart().isEmpty()) {
                changes += "; after a restart only: " + String.join(", ", reloaded.needRestart());
            }
        }
        LOG.info(CHANGED, changes);
        return changes;
    }

    /** In the lock, so that of two changes the later one stays; calls nothing of an application. */
    private String apply(Settings after) {
        String changes = changes(current, after);
        current = after;
        pools.settings(after);
        WardenLog.level(after.get(Catalogue.LOG_LEVEL));
        return changes;
    }

    private static String changes(Settings before, Settings after) {
        Map<String, String> old = new HashMap<>();
        for (SettingEntry entry : before.entries()) {
            old.put(entry.key(), entry.value());
        }
        StringBuilder text = new StringBuilder();
        for (SettingEntry entry : after.entries()) {
            String was = old.remove(entry.key());
            if (!entry.value().equals(was)) {
                text.append(text.length() == 0 ? "" : ", ");
                text.append(entry.key()).append('=').append(entry.value());
                text.append(was == null ? "" : " (was " + was + ")");
            }
        }
        for (String gone : old.keySet()) {
            text.append(text.length() == 0 ? "" : ", ").append(gone).append(" (no longer set)");
        }
        return text.length() == 0 ? "nothing to change" : text.toString();
    }
}
