package io.jdbcwarden.config;

import java.util.Map;
import java.util.Properties;

/** Settings for tests: any key, also those that are fixed at start. */
public final class TestSettings {
    private TestSettings() {}

    /**
     * Loads them.
     *
     * @param keyValues each {@code key=value}
     * @throws IllegalStateException if one is not accepted
     */
    public static Settings of(String... keyValues) {
        Properties properties = new Properties();
        for (String keyValue : keyValues) {
            int equals = keyValue.indexOf('=');
            properties.setProperty(
                    "warden." + keyValue.substring(0, equals), keyValue.substring(equals + 1));
        }
        return SettingsLoader.load(null, properties, Map.of()).settings();
    }
}
