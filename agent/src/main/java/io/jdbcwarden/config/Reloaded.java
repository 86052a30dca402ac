package io.jdbcwarden.config;

import java.util.Collections;
import java.util.List;

/** The settings after a reload, and what of the change has to wait. Immutable. */
public final class Reloaded {
    private final Settings settings;
    private final List<String> needRestart;

    Reloaded(Settings settings, List<String> needRestart) {
        this.settings = settings;
        this.needRestart = Collections.unmodifiableList(needRestart);
    }

    public Settings settings() {
        return settings;
    }

    /** Keys that are given otherwise now, but take effect only when the JVM starts again. */
    public List<String> needRestart() {
        return needRestart;
    }
}
