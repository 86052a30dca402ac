package io.jdbcwarden.config;

import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Loads the settings from their four sources. Highest precedence first: agent arguments, system
 * properties ({@code warden.} before the key), environment ({@code WARDEN_} and the key in
 * capitals), properties file.
 */
public final class SettingsLoader {
    private static final String PROPERTY = "warden.";
    private static final String VARIABLE = "WARDEN_";

    private SettingsLoader() {}

    /**
     * Loads and checks everything; never throws.
     *
     * @param agentArguments what stands after {@code -javaagent:jdbc-warden.jar=}; null if nothing
     */
    public static Loaded load(
            @Nullable String agentArguments,
            Properties systemProperties,
            Map<String, String> environment) {
        Assembly assembly = new Assembly();
        AgentArguments.read(agentArguments == null ? "" : agentArguments, assembly);
        assembly.nextSource();
        readProperties(systemProperties, assembly);
        assembly.nextSource();
        readEnvironment(environment, assembly);
        assembly.nextSource();
        Settings known = assembly.settings();
        String file = known.get(Catalogue.CONFIG);
        if (!file.isEmpty()) {
            PropertiesFile.read(file, known.origin(Catalogue.CONFIG), assembly);
        }
        return assembly.loaded();
    }

    /** The settings of one who has set nothing. */
    public static Settings defaults() {
        return load(null, new Properties(), Collections.emptyMap()).settings();
    }

    /** Checks a properties file by itself; never throws. */
    public static Loaded check(String file) {
        Assembly assembly = new Assembly();
        PropertiesFile.read(file, "to check", assembly);
        return assembly.loaded();
    }

    private static void readProperties(Properties properties, Assembly into) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            String value = properties.getProperty(name);
            // The agent's own tests and its launcher use these two.
            boolean own = name.startsWith("warden.test.") || name.startsWith("warden.internal.");
            if (name.startsWith(PROPERTY) && !own && value != null) {
                into.put(name.substring(PROPERTY.length()), value, "system property " + name);
            }
        }
    }

    private static void readEnvironment(Map<String, String> environment, Assembly into) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            boolean own = name.startsWith("WARDEN_TEST_") || name.startsWith("WARDEN_INTERNAL_");
            if (!name.startsWith(VARIABLE) || own) {
                continue;
            }
            String origin = "environment";
            Setting<?> setting = ofVariable(name);
            if (setting != null) {
                into.put(setting.key(), value, origin + " " + name);
            } else if (name.startsWith("WARDEN_POOLS_")) {
                into.fault(
                        name,
                        value,
                        origin,
                        "settings of one pool cannot be given in the environment, as a pool's name"
                                + " cannot be told from it; use a system property or the properties"
                                + " file: pools.<name>.<key>");
            } else if (!ServiceLink.is(name, value)) {
                Setting<?> nearest = NearestKey.to(name.substring(VARIABLE.length()), false);
                into.fault(
                        name,
                        value,
                        origin,
                        SettingKey.unknown(nearest.environmentName(), nearest));
            }
        }
    }

    private static @Nullable Setting<?> ofVariable(String name) {
        for (Setting<?> setting : Catalogue.all()) {
            if (setting.environmentName().equals(name)) {
                return setting;
            }
        }
        return null;
    }
}
