package io.jdbcwarden.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger of the agent: SLF4J's calls become lines of {@link WardenLog}. Markers are not looked
 * at.
 */
final class WardenLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;

    WardenLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isErrorEnabled() {
        return WardenLog.isOn(Level.ERROR);
    }

    @Override
    public boolean isWarnEnabled() {
        return WardenLog.isOn(Level.WARN);
    }

    @Override
    public boolean isInfoEnabled() {
        return WardenLog.isOn(Level.INFO);
    }

    @Override
    public boolean isDebugEnabled() {
        return WardenLog.isOn(Level.DEBUG);
    }

    @Override
    public boolean isTraceEnabled() {
        return WardenLog.isOn(Level.TRACE);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable error) {
        write(level, pattern, arguments, error, null);
    }

    /** Of the fluent calls, which may have fields. */
    @Override
    public void log(LoggingEvent event) {
        write(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                event.getThrowable(),
                event.getKeyValuePairs());
    }

    private void write(
            Level level,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable error,
            @Nullable List<KeyValuePair> fields) {
        try {
            String message = MessageFormatter.basicArrayFormat(pattern, asText(arguments));
            WardenLog.write(level, name, String.valueOf(message), error, fields);
        } catch (Throwable t) {
            WardenLog.write(Level.WARN, name, "a line could not be logged: " + pattern, t, null);
        }
    }

    // An argument may be the application's own, and SLF4J complains on stderr if it cannot be
    // printed.
    private static @Nullable Object @Nullable [] asText(@Nullable Object @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        @Nullable Object[] texts = new @Nullable Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            try {
                texts[i] = String.valueOf(arguments[i]);
            } catch (Throwable t) {
                texts[i] = "(" + t.getClass().getName() + " in toString())";
            }
        }
        return texts;
    }
}
