package io.jdbcwarden.it.prometheus;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application with every fault there is: after a line on stdin it forgets connections, uses
 * closed ones, leaves transactions open and settings changed, fails, borrows twice, until all wait
 * for each other too, waits for slow statements and asks for more connections than there are, over
 * and over.
 */
final class IncidentApplication {
    /** What the agent must be told of it. */
    static final String SETTING =
            "scope.methods=" + IncidentApplication.class.getName() + "#serve;breaker.open-for=3s";

    private static final int SIZE = 4;

    private final HikariDataSource pool;

    private IncidentApplication(HikariDataSource pool) {
        this.pool = pool;
    }

    private interface Work {
        void run() throws SQLException, InterruptedException;
    }

    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shop");
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(SIZE);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "5");
        HikariDataSource pool = new HikariDataSource(config);
        pool.getConnection().close();
        System.out.println("ready");
        System.in.read();
        IncidentApplication application = new IncidentApplication(pool);
        while (true) {
            for (Work work : application.faults()) {
                application.quietly(work);
            }
        }
    }

    private List<Work> faults() {
        return List.of(
                this::forget,
                this::useAfterClose,
                this::leaveOpen,
                this::leaveChanged,
                this::fail,
                this::borrowTwice,
                () -> crowd(this::waitForTheDatabase),
                () -> crowd(this::waitForEachOther));
    }

    /** One request. */
    void serve(Work work) throws SQLException, InterruptedException {
        work.run();
    }

    private void quietly(Work work) throws InterruptedException {
        try {
            serve(work);
        } catch (SQLException e) {
            // As an application would, it goes on; it must not use up the machine.
            Thread.sleep(20);
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private void forget() throws SQLException {
        query(pool.getConnection(), "select 1");
    }

    private void useAfterClose() throws SQLException {
        Connection closed = pool.getConnection();
        closed.close();
        query(closed, "select 1");
    }

    private void leaveOpen() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            query(connection, "select 1");
        }
    }

    private void leaveChanged() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            query(connection, "set statement_timeout = 60000");
        }
    }

    private void fail() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            query(connection, "select 1 / 0");
        }
    }

    private void borrowTwice() throws SQLException {
        try (Connection outer = pool.getConnection();
                Connection inner = pool.getConnection()) {
            query(outer, "select 1");
            query(inner, "select 1");
        }
    }

    /** Twice as many threads as connections. */
    private void crowd(Work work) throws InterruptedException {
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < SIZE * 2; i++) {
            Thread thread = new Thread(() -> inCrowd(work), "crowd-" + i);
            thread.start();
            crowd.add(thread);
        }
        for (Thread thread : crowd) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
    }

    private void inCrowd(Work work) {
        try {
            quietly(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With a statement that takes more than a second. */
    private void waitForTheDatabase() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            query(connection, "select pg_sleep(2.5)");
        }
    }

    /** All take one, and then one more: as many as there are have the first at once. */
    private void waitForEachOther() throws SQLException, InterruptedException {
        try (Connection outer = pool.getConnection()) {
            query(outer, "select pg_sleep(0.2)");
            try (Connection inner = pool.getConnection()) {
                query(inner, "select 1");
            }
        }
    }

    private static void query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
