package io.jdbcwarden.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack trace of an error as text. */
final class StackTrace {
    private StackTrace() {}

    /** Never throws, though the error may be the application's own and its message may. */
    static String of(Throwable error) {
        try {
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        } catch (Throwable t) {
            return error.getClass().getName() + " (its stack trace cannot be printed)";
        }
    }
}
