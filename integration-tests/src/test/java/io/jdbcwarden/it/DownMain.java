package io.jdbcwarden.it;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An application whose database was never there; it prints the health. */
public final class DownMain {
    private DownMain() {}

    public static void main(String[] args) throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + nobody + "/shop");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(500);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName health = new ObjectName("jdbcwarden:type=Health");
        long end = System.nanoTime() + 60_000_000_000L;
        try (HikariDataSource source = new HikariDataSource(config)) {
            while (System.nanoTime() < end) {
                try (Connection connection = source.getConnection()) {
                    System.out.println("connected to " + connection);
                } catch (SQLException e) {
                    if (server.isRegistered(health)
                            && "DOWN".equals(server.getAttribute(health, "Status"))) {
                        break;
                    }
                }
            }
            System.out.println(
                    "health: "
                            + server.getAttribute(health, "Status")
                            + " "
                            + Arrays.toString((String[]) server.getAttribute(health, "Reasons")));
        }
    }
}
