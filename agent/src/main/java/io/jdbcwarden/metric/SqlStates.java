package io.jdbcwarden.metric;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Failed statements by the class of their SQLState, its first two characters. A closed set: what
 * else a driver says is counted as {@value #OTHER}. Any thread.
 */
public final class SqlStates {
    /** All that is not in the list, and what has no SQLState. */
    public static final String OTHER = "other";

    /** Those that say something to an operator, of the standard and of four databases. */
    private static final String[] CLASSES = {
        "02", // no data
        "07", // dynamic SQL: parameters
        "08", // connection
        "0A", // not supported
        "22", // data
        "23", // constraint
        "24", // cursor
        "25", // transaction state
        "28", // authorisation
        "40", // rolled back: deadlock, serialisation
        "42", // syntax, or what is not there
        "53", // resources
        "54", // limits
        "55", // not in the right state, lock not available
        "57", // cancelled, shut down
        "58", // system
        "61", // Oracle: shared server
        "66", // Oracle: SQL*Net
        "72", // Oracle: PL/SQL and the rest
        "HY", // timed out, and whatever has no class
        "S0", // SQL Server
        "S1", // MySQL
        "XX", // PostgreSQL: internal
        OTHER
    };

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES.length);

    /** Counts one. */
    void add(@Nullable String sqlState) {
        counts.incrementAndGet(indexOf(sqlState));
    }

    private static int indexOf(@Nullable String sqlState) {
        int other = CLASSES.length - 1;
        if (sqlState == null || sqlState.length() < 2) {
            return other;
        }
        for (int i = 0; i < other; i++) {
            if (sqlState.startsWith(CLASSES[i])) {
                return i;
            }
        }
        return other;
    }

    /** How many classes there are. */
    public static int size() {
        return CLASSES.length;
    }

    /** The name of a class. */
    public static String name(int index) {
        return CLASSES[index];
    }

    /** How many of a class there were. */
    public long count(int index) {
        return counts.get(index);
    }

    long total() {
        long total = 0;
        for (int i = 0; i < CLASSES.length; i++) {
            total += counts.get(i);
        }
        return total;
    }
}
