package io.jdbcwarden.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL. The server tells the transaction state with each answer and the driver keeps it, so
 * even a {@code BEGIN} sent as plain SQL is seen. {@code getTransactionState} is there since pgjdbc
 * 9.4.1208; read in 42.7.
 */
public final class PostgresDialect implements Dialect {
    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().equals("org.postgresql.jdbc.PgConnection");
    }

    @Override
    public int connectionsLeft(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select current_setting('max_connections')::int"
                                        + " - current_setting('superuser_reserved_connections')::int"
                                        + " - count(*) from pg_stat_activity"
                                        + " where backend_type = 'client backend'")) {
            return row.next() ? Math.max(0, row.getInt(1)) : -1;
        }
    }

    @Override
    public TransactionProbe probe(Class<?> physical) throws ReflectiveOperationException {
        return Dialect.notEqual(physical.getMethod("getTransactionState"), "IDLE");
    }
}
