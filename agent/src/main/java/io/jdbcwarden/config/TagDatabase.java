package io.jdbcwarden.config;

/** How the database is told whose request a connection works for. */
public enum TagDatabase {
    /** Not at all. */
    OFF,
    /** In what the database shows to its administrators of each connection. */
    CLIENT_INFO,
    /** In session variables, which row-level security can ask. */
    SESSION_VARS,
    /** In a comment on each statement. */
    SQL_COMMENT
}
