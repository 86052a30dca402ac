package io.jdbcwarden.benchmarks;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that answers at once: what is measured is the pool and what lies around it. Its
 * objects are shared, because they have no state.
 */
final class StubDriver implements DataSource {
    private static final ResultSet ROWS =
            stub(ResultSet.class, (self, method, arguments) -> rows(method.getName()));
    private static final Statement STATEMENT =
            stub(Statement.class, (self, method, arguments) -> statement(method.getName()));
    private static final PreparedStatement PREPARED =
            stub(PreparedStatement.class, (self, method, arguments) -> statement(method.getName()));

    @Override
    public Connection getConnection() {
        return stub(Connection.class, (self, method, arguments) -> connection(method.getName()));
    }

    private static @Nullable Object connection(String method) {
        return switch (method) {
            case "createStatement" -> STATEMENT;
            case "prepareStatement" -> PREPARED;
            case "isValid", "getAutoCommit" -> true;
            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            case "getNetworkTimeout" -> 0;
            default -> simple(method);
        };
    }

    private static @Nullable Object statement(String method) {
        return switch (method) {
            case "executeQuery" -> ROWS;
            case "executeUpdate" -> 1;
            case "execute" -> true;
            default -> simple(method);
        };
    }

    private static @Nullable Object rows(String method) {
        return method.equals("getInt") ? Integer.valueOf(1) : simple(method);
    }

    /** False for questions, nothing for the rest. */
    private static @Nullable Object simple(String method) {
        if (method.startsWith("is") || method.equals("next") || method.equals("getMoreResults")) {
            return false;
        }
        return null;
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        StubDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
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
