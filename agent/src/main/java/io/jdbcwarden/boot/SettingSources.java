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

    @Override
    public Loaded get() {
        return SettingsLoader.load(arguments, System.getProperties(), System.getenv());
    }
}
