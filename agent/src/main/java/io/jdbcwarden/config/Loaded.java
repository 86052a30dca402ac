package io.jdbcwarden.config;

import java.util.Collections;
import java.util.List;

/** What came of loading: the settings, or all that is wrong with them. Immutable. */
public final class Loaded {
    private final Settings settings;
    private final List<String> faults;

    Loaded(Settings settings, List<String> faults) {
        this.settings = settings;
        this.faults = Collections.unmodifiableList(faults);
    }

    /**
     * The settings.
     *
     * @throws IllegalStateException if there are faults
     */
    public Settings settings() {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the settings have faults: " + faults);
        }
        return settings;
    }

    /** All that is wrong, each on a line; empty if nothing is. */
    public List<String> faults() {
        return faults;
    }

    /** What is to happen if there are faults, as far as that can be told from faulty settings. */
    public OnConfigError onConfigError() {
        return settings.get(Catalogue.ON_CONFIG_ERROR);
    }
}
