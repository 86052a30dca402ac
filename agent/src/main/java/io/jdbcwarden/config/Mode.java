package io.jdbcwarden.config;

/** Whether the agent acts on what it sees. */
public enum Mode {
    /** Acts. */
    ENFORCE,
    /** Takes no action; counts and logs what it would have done. */
    OBSERVE,
    /** Passes everything through. */
    OFF
}
