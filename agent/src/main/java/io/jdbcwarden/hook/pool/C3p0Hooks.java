package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/** c3p0, read in 0.9.5.5, 0.10.2 and 0.14.1: since 0.11 the handle has a base class. */
final class C3p0Hooks {
    private static final String IMPL = "com.mchange.v2.c3p0.impl.";

    private C3p0Hooks() {}

    static PoolClasses classes() {
        String[] handles = {IMPL + "NewProxyConnection", IMPL + "AbstractNewProxyConnection"};
        return new PoolClasses("c3p0", "com/mchange/v2/c3p0/")
                .dataSources(IMPL + "AbstractPoolBackedDataSource")
                .closedBy(handles)
                .handles(handles)
                .statements(
                        IMPL + "NewProxyStatement",
                        IMPL + "NewProxyPreparedStatement",
                        IMPL + "NewProxyCallableStatement")
                .resultSets(IMPL + "NewProxyResultSet");
    }
}
