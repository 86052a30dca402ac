package io.jdbcwarden.it.web;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool on a database that answers at once, and has nothing to say. */
final class StubDatabase {
    private StubDatabase() {}

    static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("web");
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setDataSource(
                stub(
                        DataSource.class,
                        (self, method, arguments) ->
                                method.getName().equals("getConnection")
                                        ? connection()
                                        : simple(self, method.getName(), method.getReturnType())));
        return new HikariDataSource(config);
    }

    private static Connection connection() {
        return stub(
                Connection.class,
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "createStatement" -> stub(Statement.class, StubDatabase::simple);
                            case "isValid", "getAutoCommit" -> true;
                            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
                            default -> simple(self, method.getName(), method.getReturnType());
                        });
    }

    private static @Nullable Object simple(
            Object self, java.lang.reflect.Method method, Object @Nullable [] arguments) {
        return simple(self, method.getName(), method.getReturnType());
    }

    private static @Nullable Object simple(Object self, String method, Class<?> result) {
        if (method.equals("hashCode")) {
            return System.identityHashCode(self);
        }
        if (method.equals("toString")) {
            return "stub";
        }
        if (result == boolean.class) {
            return false;
        }
        return result == int.class ? (Object) 0 : null;
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        StubDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
