package io.jdbcwarden.config;

/** What happens when the settings have faults. */
public enum OnConfigError {
    /** The application runs, without the agent. */
    RUN,
    /** The JVM stops. */
    EXIT
}
