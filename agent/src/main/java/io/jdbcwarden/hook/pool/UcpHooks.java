package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/**
 * Oracle UCP, read in 19.3, 21.9 and 23.3. Its proxies are generated from these classes; those of
 * Oracle's own driver, from others, are left alone.
 */
final class UcpHooks {
    private static final String PROXY = "oracle.ucp.jdbc.proxy.other.";

    private UcpHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("ucp", "oracle/ucp/jdbc/")
                .dataSources("oracle.ucp.jdbc.PoolDataSourceImpl")
                .closedBy(PROXY + "ConnectionProxy")
                .handles(PROXY + "ConnectionProxy")
                .statements(PROXY + "StatementProxy")
                .resultSets(PROXY + "ResultSetProxy")
                .generated();
    }
}
