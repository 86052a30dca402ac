package io.jdbcwarden.dialect;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What differs between databases. Found by {@link java.util.ServiceLoader}; they do not know each
 * other.
 */
public interface Dialect {
    /** Whether connections of this driver class are its own. Decides by the class's name. */
    boolean handles(Class<?> physical);

    /**
     * How to ask a driver connection of this class whether a transaction is open on the server,
     * without a round trip.
     *
     * @throws ReflectiveOperationException if this version of the driver cannot tell
     */
    TransactionProbe probe(Class<?> physical) throws ReflectiveOperationException;

    /**
     * How many connections more the server takes now, for all who use it; -1 if it cannot be told.
     *
     * @param connection to ask on, by a statement
     */
    default int connectionsLeft(Connection connection) throws SQLException {
        return -1;
    }

    /** Asks one driver connection. */
    interface TransactionProbe {
        /** All that JDBC itself tells: without auto-commit, a statement opened one. */
        TransactionProbe BY_AUTO_COMMIT = physical -> !physical.getAutoCommit();

        /** Whether a transaction is open, given that a statement ran since the last one ended. */
        boolean isOpen(Connection physical) throws SQLException, ReflectiveOperationException;
    }

    /**
     * A probe that compares the text of a getter's result with the one that means "none is open".
     */
    static TransactionProbe notEqual(Method getter, String none) {
        return physical -> !none.equals(String.valueOf(getter.invoke(physical)));
    }
}
