package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/** Vibur, read in 26.0. Its handles and statements are proxies, whose handlers have one base. */
final class ViburHooks {
    private ViburHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("vibur", "org/vibur/dbcp/")
                .dataSources("org.vibur.dbcp.ViburDBCPDataSource")
                .handlers("org.vibur.dbcp.proxy.AbstractInvocationHandler");
    }
}
