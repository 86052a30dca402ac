package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/** Agroal, read in 1.17, 2.8 and 3.2.1. */
final class AgroalHooks {
    private static final String WRAPPER = "io.agroal.pool.wrapper.";

    private AgroalHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("agroal", "io/agroal/pool/")
                .dataSources("io.agroal.pool.DataSource")
                .closedBy(WRAPPER + "ConnectionWrapper")
                .handles(WRAPPER + "ConnectionWrapper")
                .statements(
                        WRAPPER + "StatementWrapper",
                        WRAPPER + "PreparedStatementWrapper",
                        WRAPPER + "CallableStatementWrapper")
                .resultSets(WRAPPER + "ResultSetWrapper");
    }
}
