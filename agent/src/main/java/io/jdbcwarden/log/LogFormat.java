package io.jdbcwarden.log;

/** How a line of the agent log is written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
