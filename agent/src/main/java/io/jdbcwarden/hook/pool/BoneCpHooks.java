package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/**
 * BoneCP, read in 0.8.0. Applications borrow from its data source or from the pool itself, which is
 * behind both. Its result sets are the driver's own.
 */
final class BoneCpHooks {
    private static final String ROOT = "com.jolbox.bonecp.";
    private static final String CONNECTION = ROOT + "ConnectionHandle";

    private BoneCpHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("bonecp", "com/jolbox/bonecp/")
                .dataSources(ROOT + "BoneCP")
                .closedBy(CONNECTION)
                .handles(CONNECTION)
                .statements(
                        ROOT + "StatementHandle",
                        ROOT + "PreparedStatementHandle",
                        ROOT + "CallableStatementHandle");
    }
}
