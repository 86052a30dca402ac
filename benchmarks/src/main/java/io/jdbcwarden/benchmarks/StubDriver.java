package io.jdbcwarden.benchmarks;

import java.io.PrintWriter;
import java.sql.Connection;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that answers at once: what is measured is the pool and what lies around it. A
 * connection has one statement of each kind and one result set, which it gives out again and again.
 */
class StubDriver implements DataSource {

    @Override
    public Connection getConnection() {
        Object connection = make(StubTypes.CONNECTION);
        set(connection, "metaData", make(StubTypes.META));
        set(connection, "statement", statement(StubTypes.STATEMENT, connection));
        set(connection, "prepared", statement(StubTypes.PREPARED, connection));
        return (Connection) connection;
    }

    private static Object statement(Class<?> type, Object connection) {
        Object statement = make(type);
        Object rows = make(StubTypes.ROWS);
        set(statement, "connection", connection);
        set(statement, "rows", rows);
        set(rows, "statement", statement);
        return statement;
    }

    private static Object make(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object object, String field, Object value) {
        try {
            object.getClass().getField(field).set(object, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
