package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/** Druid, read in 1.2.28. */
final class DruidHooks {
    private static final String POOLED = "com.alibaba.druid.pool.DruidPooled";

    private DruidHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("druid", "com/alibaba/druid/pool/")
                .dataSources("com.alibaba.druid.pool.DruidDataSource")
                .closedBy(POOLED + "Connection")
                .handles(POOLED + "Connection")
                .unwrappedBy(POOLED + "Connection", "com.alibaba.druid.pool.PoolableWrapper")
                .statements(
                        POOLED + "Statement",
                        POOLED + "PreparedStatement",
                        POOLED + "CallableStatement")
                .resultSets(POOLED + "ResultSet");
    }
}
