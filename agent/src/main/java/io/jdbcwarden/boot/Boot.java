package io.jdbcwarden.boot;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.OnConfigError;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.log.WardenLog;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Gets the agent in: reads the settings, and leaves a {@link Sleeper}. Names no class that needs
 * the bridge, which is not there yet when the JVM verifies this one, and loads no more than it
 * must: all applications pay for it, those without a database too.
 */
public final class Boot {
    private Boot() {}

    /**
     * Called by the launcher, in premain or after an attach.
     *
     * @throws Throwable if the agent cannot run; the launcher says so and lets the application go
     *     on
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation)
            throws Throwable {
        SettingSources sources = new SettingSources(arguments);
        if (sources.areEmpty()) {
            // Also keeps the stderr that there is now.
            WardenLog.bindEarlyIfMisled();
            new Sleeper(null, sources, instrumentation).start();
            return;
        }
        Loaded loaded = sources.get();
        if (!loaded.faults().isEmpty()) {
            refuse(loaded);
            return;
        }
        Settings settings = loaded.settings();
        WardenLog.configure(
                settings.get(Catalogue.LOG_LEVEL),
                settings.get(Catalogue.LOG_FILE),
                settings.get(Catalogue.LOG_FORMAT));
        WardenLog.bindEarlyIfMisled();
        new Sleeper(settings, sources, instrumentation).start();
    }

    private static void refuse(Loaded loaded) {
        // The first logger that is made, and not by the factory's search: an application may have
        // set slf4j.provider for itself.
        Logger log = WardenLog.logger(Boot.class);
        // Nothing was done: it can be attached again, with better settings.
        System.clearProperty("io.jdbcwarden.started");
        boolean exit = loaded.onConfigError() == OnConfigError.EXIT;
        for (String fault : loaded.faults()) {
            log.error("{}", fault);
        }
        log.error(
                "{} in the settings: {}",
                loaded.faults().size() == 1 ? "a fault" : loaded.faults().size() + " faults",
                exit
                        ? "the JVM stops (on-config-error=exit)"
                        : "the application runs without the agent (on-config-error=exit would stop"
                                + " it)");
        if (exit) {
            // Halted, not exited: shutdown hooks of an application that never started cannot be
            // run.
            Runtime.getRuntime().halt(78);
        }
    }
}
