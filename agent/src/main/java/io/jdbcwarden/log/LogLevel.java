package io.jdbcwarden.log;

import org.slf4j.event.Level;

/** The least severe kind of line that the agent logs, from silent to talkative. */
public enum LogLevel {
    OFF(Integer.MAX_VALUE),
    ERROR(Level.ERROR.toInt()),
    WARN(Level.WARN.toInt()),
    INFO(Level.INFO.toInt()),
    DEBUG(Level.DEBUG.toInt()),
    TRACE(Level.TRACE.toInt());

    private final int least;

    LogLevel(int least) {
        this.least = least;
    }

    boolean shows(Level line) {
        return line.toInt() >= least;
    }
}
