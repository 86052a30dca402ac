package io.jdbcwarden.jmx;

import java.util.Date;

/** Times as JMX has them: the only open type for a moment is the old date. */
final class Dates {
    private Dates() {}

    /** A moment, in milliseconds since 1970. */
    @SuppressWarnings("JavaUtilDate")
    static Date at(long millis) {
        return new Date(millis);
    }
}
