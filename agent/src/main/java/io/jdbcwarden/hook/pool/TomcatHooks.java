package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.jdbc.PoolClasses;

/**
 * Tomcat JDBC, read in 11.0.27. Its handles are proxies, each with a facade of its own around
 * interceptors that every borrower of the connection shares; so are its statements.
 */
final class TomcatHooks {
    private static final String POOL = "org.apache.tomcat.jdbc.pool.";

    private TomcatHooks() {}

    static PoolClasses classes() {
        return new PoolClasses("tomcat-jdbc", "org/apache/tomcat/jdbc/pool/")
                .dataSources(POOL + "DataSourceProxy")
                .handlers(
                        POOL + "DisposableConnectionFacade",
                        POOL + "StatementFacade$StatementProxy",
                        POOL + "StatementFacade$ResultSetProxy");
    }
}
