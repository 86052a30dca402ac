package io.jdbcwarden.log;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * The agent's own log, apart from the application's. Usable from the first moment: until it is
 * configured it writes lines from INFO up as text to what was {@code System.err} then. Any thread.
 * A line is built without a lock and written in one piece. Nothing here throws, and nothing uses
 * java.util.logging.
 */
public final class WardenLog {
    /** What a line begins with. */
    static final String PREFIX = "[jdbc-warden] ";

    /** The name of a field with stack traces as text, which people get below the line. */
    public static final String STACK = "stack";

    /** The value of {@code log.file} that means no file. */
    private static final String STDERR = "stderr";

    private static final long FILE_CAP = 50L * 1024 * 1024;

    // Kept, as the application may put a stream of its own there that logs, and so comes back to
    // us.
    private static final Sink CONSOLE = new StreamSink(System.err);

    private static volatile Target target = new Target(LogLevel.INFO, CONSOLE, LogFormat.TEXT, "");

    private WardenLog() {}

    /**
     * The logger of a class. To be used for the first logger there is, as it keeps SLF4J from
     * looking for the provider that the application may have named in the system property {@code
     * slf4j.provider}, which is meant for the application's SLF4J.
     */
    public static Logger logger(Class<?> type) {
        Binding.ensure();
        return LoggerFactory.getLogger(type);
    }

    /**
     * Says how it is logged from now on. If the file cannot be opened it is logged to stderr.
     *
     * @param file a path, or {@code stderr}; appended to
     */
    public static synchronized void configure(LogLevel level, String file, LogFormat format) {
        Target old = target;
        if (file.equals(old.file)) {
            target = new Target(level, old.sink, format, file);
            return;
        }
        String problem = null;
        Sink sink = CONSOLE;
        if (!file.isEmpty() && !file.equals(STDERR)) {
            try {
                sink = new FileSink(new File(file), FILE_CAP, CONSOLE);
            } catch (IOException | SecurityException e) {
                problem = e.getMessage();
            }
        }
        target = new Target(level, sink, format, file);
        old.sink.close();
        if (problem != null) {
            String message = "cannot open log.file, logging to stderr: " + problem;
            write(Level.ERROR, WardenLog.class.getName(), message, null, null);
        }
    }

    /** Changes the level from now on. */
    public static synchronized void level(LogLevel level) {
        Target old = target;
        target = new Target(level, old.sink, old.format, old.file);
    }

    /** The level in force. */
    public static LogLevel level() {
        return target.level;
    }

    static boolean isOn(Level level) {
        return target.level.shows(level);
    }

    static void write(
            Level level,
            String logger,
            String message,
            @Nullable Throwable error,
            @Nullable List<KeyValuePair> fields) {
        try {
            Target to = target;
            if (to.level.shows(level)) {
                StringBuilder line = new StringBuilder(128);
                long now = System.currentTimeMillis();
                to.format.write(line, now, level, logger, message, error, fields);
                to.sink.write(line.toString());
            }
        } catch (Throwable t) {
            // Out of memory, or a broken stream: the application must not notice.
        }
    }

    /**
     * Hides that property now, if it is set: later, the application may be about to read it.
     * Without it nothing is done, as SLF4J costs start-up.
     */
    public static void bindEarlyIfMisled() {
        if (System.getProperty("slf4j.provider") != null) {
            Binding.ensure();
        }
    }

    /** Binds the agent's copy of SLF4J once, when this class is initialised. */
    private static final class Binding {
        private static final String PROVIDER = "slf4j.provider";

        static {
            String named = System.getProperty(PROVIDER);
            if (named == null) {
                LoggerFactory.getILoggerFactory();
            } else {
                System.clearProperty(PROVIDER);
                try {
                    LoggerFactory.getILoggerFactory();
                } finally {
                    System.setProperty(PROVIDER, named);
                }
            }
        }

        static void ensure() {}
    }

    /** What is in force. Immutable, so that a line never meets half a change. */
    private static final class Target {
        final LogLevel level;
        final Sink sink;
        final LogFormat format;
        final String file;

        Target(LogLevel level, Sink sink, LogFormat format, String file) {
            this.level = level;
            this.sink = sink;
            this.format = format;
            this.file = file;
        }
    }
}
