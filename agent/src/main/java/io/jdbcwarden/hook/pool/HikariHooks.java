package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;
import io.jdbcwarden.pool.HikariLeaf;
import io.jdbcwarden.weave.ClockCalls;

/**
 * HikariCP, read in 4.0.3 and 7.1.0. The proxies are generated at HikariCP's build and override
 * every method of their interface that is not final, so weaving them alone sees each call once.
 */
final class HikariHooks {
    private static final String PROXY = "com.zaxxer.hikari.pool.HikariProxy";
    private static final String CONNECTION = "com.zaxxer.hikari.pool.ProxyConnection";

    private HikariHooks() {}

    static PoolClasses classes() {
        PoolClasses classes = named();
        return HikariLeaf.clockCountsNanos()
                ? classes.readsClock(
                        "com.zaxxer.hikari.pool.HikariPool",
                        new ClockCalls("currentTime", "isConnection", "recordBorrowStats"))
                : classes;
    }

    private static PoolClasses named() {
        return new PoolClasses("hikari", "com/zaxxer/hikari/")
                .dataSources("com.zaxxer.hikari.HikariDataSource")
                .closedBy(CONNECTION)
                .handles(PROXY + "Connection")
                .unwrappedBy(CONNECTION)
                .statements(
                        PROXY + "Statement",
                        PROXY + "PreparedStatement",
                        PROXY + "CallableStatement")
                .resultSets(PROXY + "ResultSet");
    }
}
