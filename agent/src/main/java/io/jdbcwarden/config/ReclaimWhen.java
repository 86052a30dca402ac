package io.jdbcwarden.config;

/** When a suspected leak is reclaimed. Certain leaks are reclaimed always. */
public enum ReclaimWhen {
    /** Only while the pool is exhausted or somebody waits for it. */
    PRESSURE,
    /** As soon as it is suspected. */
    ALWAYS
}
