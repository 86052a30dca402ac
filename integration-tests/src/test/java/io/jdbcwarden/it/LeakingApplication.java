package io.jdbcwarden.it;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Forgets a connection in a request of its own making, and prints how many its pool has out then: 1
 * without the agent, 0 with {@link #SETTING}.
 */
final class LeakingApplication {
    static final String SETTING =
            "scope.methods=" + LeakingApplication.class.getName() + "#handleRequest";

    private LeakingApplication() {}

    /** A JVM to be that runs it, on the shared PostgreSQL. */
    static Jvm jvm() {
        Postgres postgres = Postgres.shared();
        return Jvm.java()
                .main(
                        LeakingApplication.class,
                        postgres.url(),
                        postgres.user(),
                        postgres.password());
    }

    /** The same, but it uses its pool once, prints "ready", and waits for a line on stdin. */
    static Jvm waiting() {
        return jvm().property("wait", "true");
    }

    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            if (Boolean.getBoolean("wait")) {
                pool.getConnection().close();
                System.out.println("ready");
                System.in.read();
            }
            handleRequest(pool);
            System.out.println("out: " + pool.getHikariPoolMXBean().getActiveConnections());
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    static void handleRequest(HikariDataSource pool) throws SQLException {
        Connection forgotten = pool.getConnection();
        if (!forgotten.isValid(1)) {
            throw new IllegalStateException("not a working connection");
        }
    }
}
