package io.jdbcwarden.log;

import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** One logger a name. Any thread. */
final class WardenLoggers implements ILoggerFactory {
    private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(String name) {
        Logger known = loggers.get(name);
        if (known != null) {
            return known;
        }
        Logger made = new WardenLogger(name);
        Logger first = loggers.putIfAbsent(name, made);
        return first == null ? made : first;
    }
}
