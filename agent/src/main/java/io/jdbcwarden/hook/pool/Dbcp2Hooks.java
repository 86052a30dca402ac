package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/**
 * Commons DBCP 2, read in 2.14.0, and Tomcat's copy of it. A handle inherits nearly everything from
 * {@code DelegatingConnection}, which the pool's own record of a connection extends too: calls of
 * that one are told by its class, and are nested in those of the handle as a rule.
 */
final class Dbcp2Hooks {
    private Dbcp2Hooks() {}

    /**
     * @param root {@code org.apache.commons.} or {@code org.apache.tomcat.dbcp.}
     */
    static PoolClasses classes(String name, String root) {
        String dbcp = root + "dbcp2.";
        return new PoolClasses(name, dbcp.replace('.', '/'))
                .dataSources(dbcp + "BasicDataSource", dbcp + "PoolingDataSource")
                .closedBy(dbcp + "PoolingDataSource$PoolGuardConnectionWrapper")
                .handles(dbcp + "DelegatingConnection")
                .statements(
                        dbcp + "DelegatingStatement",
                        dbcp + "DelegatingPreparedStatement",
                        dbcp + "DelegatingCallableStatement")
                .resultSets(dbcp + "DelegatingResultSet");
    }
}
