package io.jdbcwarden.it;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.management.ObjectName;

/**
 * An application that calls most of JDBC and prints what it sees, for other JVMs: {@code LegacyApp
 * <url> <user> <password>}. Says on stderr how many hook errors the agent counted, if it is there.
 */
final class LegacyApp {
    private LegacyApp() {}

    public static void main(String[] arguments) throws Exception {
        try (HikariDataSource source = pool(arguments)) {
            for (int i = 0; i < 30; i++) {
                work(source, i);
            }
            System.out.println("active " + source.getHikariPoolMXBean().getActiveConnections());
            sayHookErrors();
        }
    }

    /** A pool of two, called {@code legacy}: {@code <url> <user> <password>}. */
    static HikariDataSource pool(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("legacy");
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    private static void work(HikariDataSource source, int i) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table if not exists item (id int, name text)");
                statement.executeUpdate("delete from item");
                statement.addBatch("insert into item values (1, 'one')");
                statement.addBatch("insert into item values (2, 'two')");
                System.out.println("batch " + statement.executeBatch().length);
            }
            connection.commit();
            try (PreparedStatement statement =
                    connection.prepareStatement("select name from item where id > ? order by id")) {
                statement.setInt(1, i % 2);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        System.out.println("name " + result.getString(1));
                    }
                }
            }
            try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
                call.registerOutParameter(1, java.sql.Types.INTEGER);
                call.setInt(2, -i);
                call.execute();
                System.out.println("abs " + call.getInt(1));
            }
            fail(connection);
            connection.rollback();
            System.out.println("valid " + connection.isValid(1));
        }
    }

    private static void fail(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select no_such_column from item");
        } catch (SQLException e) {
            System.out.println("failed with " + e.getSQLState());
        }
    }

    private static void sayHookErrors() throws Exception {
        ObjectName warden = new ObjectName("jdbcwarden:type=Warden");
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.getProperty("say.hook.errors") != null && System.nanoTime() < end) {
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(warden)) {
                System.err.println(
                        "[hook errors] "
                                + ManagementFactory.getPlatformMBeanServer()
                                        .getAttribute(warden, "HookErrors"));
                return;
            }
        }
    }
}
