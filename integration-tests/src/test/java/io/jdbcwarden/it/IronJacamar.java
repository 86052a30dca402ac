package io.jdbcwarden.it;

import io.jdbcwarden.it.PoolKind.Bean;
import io.jdbcwarden.it.PoolKind.Database;
import java.lang.reflect.Field;
import javax.sql.DataSource;

/** Sets IronJacamar up as WildFly does. */
final class IronJacamar {
    /** What WildFly keeps the connections in, unless its setting {@code mcp} says otherwise. */
    static final String DEQUE = "SemaphoreConcurrentLinkedDeque";

    /** IronJacamar's own default. */
    static final String LIST = "SemaphoreArrayList";

    private static final String CORE = "org.jboss.jca.core.";
    private static final String MANAGER = CORE + "connectionmanager.";
    private static final String JDBC = "org.jboss.jca.adapters.jdbc.";
    private static final String FLUSH = "FAILING_CONNECTION_ONLY";

    private IronJacamar() {}

    /** Outside of all transactions of JTA: {@code jta=false}. */
    static PoolKind.Setup plain(String queue) {
        return (loader, database, application, size) -> {
            Bean factory = factory(loader, database, application).with("JTA", false);
            Object pool = pool(loader, factory, queue, application, size);
            return source(
                    factory,
                    new Bean(loader, MANAGER + "ConnectionManagerFactory")
                            .call(
                                    "createNonTransactional",
                                    "NoTransaction",
                                    pool,
                                    null,
                                    null,
                                    false,
                                    null,
                                    true,
                                    false,
                                    false,
                                    null,
                                    FLUSH,
                                    null,
                                    null));
        };
    }

    /** In transactions of JTA, as they come: WildFly's default. */
    static DataSource withNarayana(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        Object transactions = narayana(loader);
        Object components =
                loader.loadClass(MANAGER + "ccm.CachedConnectionManagerImpl")
                        .getConstructors()[0]
                        .newInstance(transactions);
        Bean factory =
                factory(loader, database, application)
                        .with(
                                "ResourceAdapter",
                                new Bean(loader, JDBC + "JDBCResourceAdapter").bean);
        return source(
                factory,
                new Bean(loader, MANAGER + "ConnectionManagerFactory")
                        .call(
                                "createTransactional",
                                "LocalTransaction",
                                pool(loader, factory, DEQUE, application, size),
                                null,
                                null,
                                true,
                                components,
                                true,
                                false,
                                false,
                                null,
                                null,
                                FLUSH,
                                null,
                                null,
                                transactions,
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    private static Object narayana(ClassLoader loader) throws ReflectiveOperationException {
        // It would listen on a port, and keep that in a directory where the tests run.
        System.setProperty("CoordinatorEnvironmentBean.transactionStatusManagerEnable", "NO");
        String jta = "com.arjuna.ats.internal.jta.transaction.arjunacore.";
        return loader.loadClass(CORE + "tx.jbossts.TransactionIntegrationImpl")
                .getConstructors()[0]
                .newInstance(
                        new Bean(loader, jta + "TransactionManagerImple").bean,
                        new Bean(loader, jta + "TransactionSynchronizationRegistryImple").bean,
                        new Bean(loader, "org.jboss.tm.usertx.UserTransactionRegistry").bean,
                        null,
                        null);
    }

    private static Bean factory(ClassLoader loader, Database database, String application)
            throws ReflectiveOperationException {
        return new Bean(loader, JDBC + "local.LocalManagedConnectionFactory")
                .database("ConnectionURL", "UserName", database, application)
                .with("DriverClass", database.driver())
                .with("JndiName", "java:/" + application);
    }

    private static Object pool(
            ClassLoader loader, Bean factory, String queue, String application, int size)
            throws ReflectiveOperationException {
        Bean configuration =
                new Bean(loader, CORE + "api.connectionmanager.pool.PoolConfiguration")
                        .with("MaxSize", size)
                        .with("BlockingTimeout", (long) PoolKind.WAIT_MILLIS);
        Object pool =
                new Bean(loader, MANAGER + "pool.api.PoolFactory")
                        .call(
                                "create",
                                "ONE_POOL",
                                factory.bean,
                                configuration.bean,
                                false,
                                true,
                                MANAGER + "pool.mcp." + queue + "ManagedConnectionPool");
        return new Bean(pool).with("Name", application).bean;
    }

    private static DataSource source(Bean factory, Object manager)
            throws ReflectiveOperationException {
        return (DataSource) factory.call("createConnectionFactory", manager);
    }

    /** Whether a data source is one of these. */
    static boolean made(DataSource source) {
        return source.getClass().getName().startsWith(JDBC);
    }

    /** The connection manager of a data source that this made. */
    static Bean manager(DataSource source) throws ReflectiveOperationException {
        Field manager = source.getClass().getDeclaredField("cm");
        manager.setAccessible(true);
        return new Bean(manager.get(source));
    }
}
