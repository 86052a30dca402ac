package io.jdbcwarden.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as users write it: of a setting, or of one pool's own value, {@code pools.orders-*.mode}.
 */
final class SettingKey {
    static final String POOLS = "pools.";
    private static final String PREFIX = "warden.";

    private final Setting<?> setting;
    private final @Nullable Glob pool;

    private SettingKey(Setting<?> setting, @Nullable Glob pool) {
        this.setting = setting;
        this.pool = pool;
    }

    Setting<?> setting() {
        return setting;
    }

    /** The pools meant; null for all. */
    @Nullable Glob pool() {
        return pool;
    }

    /**
     * @throws IllegalArgumentException whose message says what is wrong with the key, and the
     *     nearest known one
     */
    static SettingKey parse(String key) {
        if (key.startsWith(POOLS)) {
            return parsePools(key);
        }
        Setting<?> setting = Catalogue.find(key);
        if (setting == null) {
            Setting<?> nearest = NearestKey.to(key, false);
            throw new IllegalArgumentException(unknown(nearest.key(), nearest));
        }
        return new SettingKey(setting, null);
    }

    // Names of pools may hold dots, and so do keys: the longest known key at the end is the key.
    private static SettingKey parsePools(String key) {
        for (int dot = key.indexOf('.', POOLS.length());
                dot >= 0;
                dot = key.indexOf('.', dot + 1)) {
            Setting<?> setting = Catalogue.find(key.substring(dot + 1));
            String pool = key.substring(POOLS.length(), dot);
            if (setting == null || pool.isEmpty()) {
                continue;
            }
            if (!setting.isPerPool()) {
                throw new IllegalArgumentException(
                        setting.key() + " cannot differ from pool to pool");
            }
            return new SettingKey(setting, new Glob(pool));
        }
        int dot = key.indexOf('.', POOLS.length());
        if (dot < 0) {
            throw new IllegalArgumentException("unknown key; accepted: pools.<name>.<key>");
        }
        Setting<?> nearest = NearestKey.to(key.substring(dot + 1), true);
        throw new IllegalArgumentException(
                unknown(key.substring(0, dot + 1) + nearest.key(), nearest));
    }

    static String unknown(String nearestKey, Setting<?> nearest) {
        return "unknown key; nearest known key: " + nearestKey + " (" + nearest.accepted() + ")";
    }

    /** The key without the optional prefix. */
    static String withoutPrefix(String key) {
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
    }

    static String environmentName(String key) {
        return "WARDEN_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Override
    public String toString() {
        return pool == null ? setting.key() : POOLS + pool + "." + setting.key();
    }
}
