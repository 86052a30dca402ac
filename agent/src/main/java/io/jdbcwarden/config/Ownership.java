package io.jdbcwarden.config;

/** What happens when a session is used by another request or user, or after its request. */
public enum Ownership {
    /** The use throws. */
    BLOCK,
    /** The use is counted and logged, and goes on. */
    WARN,
    /** Not looked at. */
    OFF
}
