package io.jdbcwarden.boot;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings, at the start and whenever an operator asks for it. No lambda: the first one
 * in a JVM costs an application that has none some milliseconds.
 */
final class SettingSources implements Supplier<Loaded> {
    private final @Nullable String arguments;

    SettingSources(@Nullable String arguments) {
        this.arguments = arguments;
    }

    /**
     * Whether nothing is set anywhere. Told without loading what reads settings, which costs more
     * than the rest of a start.
     */
    boolean areEmpty() {
        if (arguments != null && !arguments.trim().isEmpty()) {
            return false;
        }
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("warden.")) {
                return false;
            }
        }
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("WARDEN_")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Loaded get() {
        return SettingsLoader.load(arguments, System.getProperties(), System.getenv());
    }
}
