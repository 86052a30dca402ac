package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/** Commons DBCP 1, read in 1.4. A handle has some methods of its own and inherits the others. */
final class Dbcp1Hooks {
    private static final String DBCP = "org.apache.commons.dbcp.";
    private static final String HANDLE = DBCP + "PoolingDataSource$PoolGuardConnectionWrapper";

    private Dbcp1Hooks() {}

    static PoolClasses classes() {
        return new PoolClasses("dbcp", "org/apache/commons/dbcp/")
                .dataSources(DBCP + "BasicDataSource", DBCP + "PoolingDataSource")
                .closedBy(HANDLE)
                .handles(HANDLE, DBCP + "DelegatingConnection")
                .statements(
                        DBCP + "DelegatingStatement",
                        DBCP + "DelegatingPreparedStatement",
                        DBCP + "DelegatingCallableStatement")
                .resultSets(DBCP + "DelegatingResultSet");
    }
}
