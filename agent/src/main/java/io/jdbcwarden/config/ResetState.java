package io.jdbcwarden.config;

/** When session state that a borrower changed is put back at return. */
public enum ResetState {
    /** When a change was seen. */
    AUTO,
    /** At each return of a session that did anything at all. */
    ALWAYS,
    /** Never; nothing is looked for. */
    OFF
}
