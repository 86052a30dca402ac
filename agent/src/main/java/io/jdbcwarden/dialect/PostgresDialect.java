package io.jdbcwarden.dialect;

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
    public TransactionProbe probe(Class<?> physical) throws ReflectiveOperationException {
        return Dialect.notEqual(physical.getMethod("getTransactionState"), "IDLE");
    }
}
