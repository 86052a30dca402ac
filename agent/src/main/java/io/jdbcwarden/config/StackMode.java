package io.jdbcwarden.config;

/** Of which borrows the stack trace is kept. */
public enum StackMode {
    /** As many as cost next to nothing, and of every place that leaked before. */
    AUTO,
    /** Of all. */
    ALWAYS,
    /** Of none. */
    NEVER
}
