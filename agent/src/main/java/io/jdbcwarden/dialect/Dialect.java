package io.jdbcwarden.dialect;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. Found by {@link java.util.ServiceLoader}; they do not know each
 * other. All of it may be called by any thread; connections are the driver's own, of a class that
 * the dialect {@link #handles}.
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
    default TransactionProbe probe(Class<?> physical) throws ReflectiveOperationException {
        return TransactionProbe.BY_AUTO_COMMIT;
    }

    /**
     * How many connections more the server takes now, for all who use it; -1 if it cannot be told.
     *
     * @param connection to ask on, by a statement
     */
    default int connectionsLeft(Connection connection) throws SQLException {
        return -1;
    }

    // ------------------------------------------------------------------ state of a session

    /** Notes what a text that is not {@linkplain OrdinarySql ordinary} changes of its session. */
    void read(String sql, StateChanges into);

    /**
     * The name of the setting that a setter of JDBC's changes here, if that is how it is put back;
     * null if JDBC's own getter and setter do.
     */
    default @Nullable String settingOf(StateKind jdbc) {
        return null;
    }

    /**
     * The changes are about to be made: keeps what the settings among them were, where that is not
     * known and a mere reset would not give it back, such as what the pool has set when it made the
     * connection. One round trip at most for each name and connection. Disturbs no transaction.
     *
     * @param inTransaction whether one is open, or the driver would open one
     */
    default void keep(
            Connection physical, StateChanges changes, ConnectionState state, boolean inTransaction)
            throws SQLException {}

    /** Keeps all that {@link #resetAll} would not give back otherwise, as {@link #keep} does. */
    default void keepAll(Connection physical, ConnectionState state) throws SQLException {}

    /**
     * The statements that put back what was changed, but for what JDBC's setters do; in their
     * order. The connection has no transaction then.
     *
     * @param physical to ask what that is, if need be
     */
    List<String> reset(Connection physical, StateChanges changes, ConnectionState state)
            throws SQLException;

    /**
     * The statements that put back whatever a session can have changed.
     *
     * @param physical to ask what that is, if need be
     */
    List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state)
            throws SQLException;

    /** Runs statements in one round trip, if the driver can. */
    default void run(Connection physical, List<String> statements) throws SQLException {
        try (Statement statement = physical.createStatement()) {
            if (statements.size() == 1) {
                statement.execute(statements.get(0));
            } else {
                for (String each : statements) {
                    statement.addBatch(each);
                }
                statement.executeBatch();
            }
        }
        if (!physical.getAutoCommit()) {
            physical.commit();
        }
    }

    /** For drivers that take several statements in one text: {@link #run} in one round trip. */
    static void runAsOneText(Connection physical, List<String> statements) throws SQLException {
        try (Statement statement = physical.createStatement()) {
            statement.execute(String.join("; ", statements));
        }
        if (!physical.getAutoCommit()) {
            physical.commit();
        }
    }

    // ------------------------------------------------------------------ tags

    /**
     * Tells the database whose request the connection works for, in one round trip at most. The
     * next transaction to be rolled back must not take it along, unless one is open now.
     *
     * @param how {@code CLIENT_INFO} or {@code SESSION_VARS}
     * @param state what was told last; what is not told any more is to be cleared
     * @param inTransaction whether one is open on the server now
     * @return whether it holds until it is told otherwise, and not only in this transaction
     */
    default boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        return true;
    }

    /** Whether a setting of this name is what {@link #tell} changes: it has no value to keep. */
    static boolean isTag(String setting) {
        return setting.startsWith("warden.") || setting.regionMatches(true, 0, "@warden_", 0, 8);
    }

    // ------------------------------------------------------------------ transactions

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
