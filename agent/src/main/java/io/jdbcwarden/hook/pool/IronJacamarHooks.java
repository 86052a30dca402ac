package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/**
 * IronJacamar, the pool of WildFly and JBoss EAP, read in 1.4.20, 1.5.3 and 3.0.18. Its wrappers
 * for Java 8 add the executions that count in {@code long}.
 */
final class IronJacamarHooks {
    private static final String JDBC = "org.jboss.jca.adapters.jdbc.";
    private static final String WRAPPED = JDBC + "Wrapped";
    private static final String WRAPPED_8 = JDBC + "jdk8.Wrapped";

    private IronJacamarHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("ironjacamar", "org/jboss/jca/adapters/jdbc/")
                .dataSources(JDBC + "WrapperDataSource")
                .closedBy(WRAPPED + "Connection")
                .handles(WRAPPED + "Connection")
                .statements(
                        WRAPPED + "Statement",
                        WRAPPED + "PreparedStatement",
                        WRAPPED_8 + "StatementJDK8",
                        WRAPPED_8 + "PreparedStatementJDK8",
                        WRAPPED_8 + "CallableStatementJDK8")
                .resultSets(WRAPPED + "ResultSet");
    }
}
