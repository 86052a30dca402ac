package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Connections that are enlisted in a transaction of JTA: it ends them, and the agent never does.
 * The transactions are Narayana's.
 */
@Tag("any-pool")
class EnlistedConnectionsTest {
    private static final String ARJUNA = "com.arjuna.ats.jta.";

    private final Postgres postgres = Postgres.shared();

    @BeforeAll
    static void makeTable() {
        for (String store : List.of("", "stateStore.", "communicationStore.")) {
            System.setProperty(
                    "ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/narayana");
        }
        // The agent shows nothing before it knows of a pool.
        TestPool.of("beside-enlisted", 1).close();
        Postgres.shared().execute("create table if not exists enlisted (value text)");
    }

    /** A transaction manager of the application. */
    private record Transactions(ClassLoader loader, Object manager) {
        static Transactions in(ClassLoader loader) throws ReflectiveOperationException {
            return new Transactions(
                    loader,
                    loader.loadClass(ARJUNA + "TransactionManager")
                            .getMethod("transactionManager")
                            .invoke(null));
        }

        Class<?> type() throws ClassNotFoundException {
            return loader.loadClass("javax.transaction.TransactionManager");
        }

        void begin() throws ReflectiveOperationException {
            type().getMethod("begin").invoke(manager);
        }

        void commit() throws ReflectiveOperationException {
            type().getMethod("commit").invoke(manager);
        }
    }

    @Test
    void theTransactionEndsWhatAgroalHasEnlisted() throws Exception {
        ClassLoader loader = PoolKind.loader("agroal-1.17", "jta");
        Transactions transactions = Transactions.in(loader);

        assertOnlyTheTransactionEndsIt("agroal", transactions, agroal(loader, transactions));
    }

    @Test
    void theTransactionEndsWhatDbcpHasEnlisted() throws Exception {
        ClassLoader loader = PoolKind.loader("dbcp2-2.14.0", "jta");
        Transactions transactions = Transactions.in(loader);

        assertOnlyTheTransactionEndsIt("dbcp", transactions, dbcp(loader, transactions));
    }

    private void assertOnlyTheTransactionEndsIt(
            String value, Transactions transactions, DataSource source) throws Exception {
        // The agent knows the pool from here on.
        source.getConnection().close();
        Request request = Request.of("enlisted", "anna");
        transactions.begin();
        request.run(
                () -> {
                    Connection enlisted = source.getConnection();
                    WatchedPool.execute(enlisted, "insert into enlisted values ('" + value + "')");
                    assertThat(Warden.sessionsOf("enlisted")).isEmpty();
                });
        transactions.commit();

        assertThat(postgres.query("select value from enlisted where value = '" + value + "'"))
                .containsExactly(value);
    }

    private DataSource dbcp(ClassLoader loader, Transactions transactions)
            throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("org.apache.commons.dbcp2.managed.BasicManagedDataSource");
        Object source = type.getDeclaredConstructor().newInstance();
        type.getMethod("setTransactionManager", transactions.type())
                .invoke(source, transactions.manager());
        type.getMethod("setUrl", String.class).invoke(source, postgres.url());
        type.getMethod("setUsername", String.class).invoke(source, postgres.user());
        type.getMethod("setPassword", String.class).invoke(source, postgres.password());
        return (DataSource) source;
    }

    private DataSource agroal(ClassLoader loader, Transactions transactions)
            throws ReflectiveOperationException {
        String api = "io.agroal.api.";
        Class<?> registry =
                loader.loadClass("javax.transaction.TransactionSynchronizationRegistry");
        Object integration =
                loader.loadClass("io.agroal.narayana.NarayanaTransactionIntegration")
                        .getConstructor(transactions.type(), registry)
                        .newInstance(
                                transactions.manager(),
                                loader.loadClass(
                                                "com.arjuna.ats.internal.jta.transaction.arjunacore"
                                                        + ".TransactionSynchronizationRegistryImple")
                                        .getDeclaredConstructor()
                                        .newInstance());
        Class<?> reader = loader.loadClass(api + "configuration.supplier.AgroalPropertiesReader");
        Object properties = reader.getDeclaredConstructor().newInstance();
        reader.getMethod("readProperties", Map.class)
                .invoke(
                        properties,
                        Map.of(
                                "jdbcUrl", postgres.url(),
                                "principal", postgres.user(),
                                "credential", postgres.password(),
                                "maxSize", "2"));
        Object configuration = reader.getMethod("modify").invoke(properties);
        Class<?> pool =
                loader.loadClass(
                        api + "configuration.supplier.AgroalConnectionPoolConfigurationSupplier");
        Class<?> type = loader.loadClass(api + "transaction.TransactionIntegration");
        Function<Object, Object> integrate =
                supplier -> {
                    try {
                        return pool.getMethod("transactionIntegration", type)
                                .invoke(supplier, integration);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                };
        configuration
                .getClass()
                .getMethod("connectionPoolConfiguration", Function.class)
                .invoke(configuration, integrate);
        Class<?> listener = loader.loadClass(api + "AgroalDataSourceListener");
        return (DataSource)
                loader.loadClass(api + "AgroalDataSource")
                        .getMethod("from", Supplier.class, listener.arrayType())
                        .invoke(null, configuration, Array.newInstance(listener, 0));
    }
}
