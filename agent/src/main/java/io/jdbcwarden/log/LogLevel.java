package io.jdbcwarden.log;

/** The least severe kind of line that the agent logs, from silent to talkative. */
public enum LogLevel {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
