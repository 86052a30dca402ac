package io.jdbcwarden.it.web;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** What the agent knows of the sessions of the calling thread, as the application can ask it. */
final class Seen {
    static final HikariDataSource POOL = StubDatabase.pool();

    private Seen() {}

    /** Borrows, asks, and returns. */
    static String once() {
        try (Connection connection = POOL.getConnection()) {
            return sessionOfThisThread() + (connection.isClosed() ? " closed" : "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Borrows and returns, and asks nobody. */
    static String borrow() {
        try (Connection connection = POOL.getConnection()) {
            return connection.isClosed() ? "closed" : "open";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Borrows and never returns. */
    static void leak() {
        try {
            Connection lost = POOL.getConnection();
            Objects.requireNonNull(lost);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int active() {
        return POOL.getHikariPoolMXBean().getActiveConnections();
    }

    /** The youngest: {@code request=…; user=…; tags=…; scope=…}. */
    static String sessionOfThisThread() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("jdbcwarden:type=Sessions");
            // Registered at the first borrow, by another thread.
            for (int i = 0; i < 500 && !server.isRegistered(name); i++) {
                Thread.sleep(10);
            }
            TabularData table = (TabularData) server.getAttribute(name, "Sessions");
            CompositeData youngest = null;
            for (Object value : table.values()) {
                CompositeData row = (CompositeData) value;
                boolean mine =
                        Thread.currentThread().getName().equals(row.get("threadName"))
                                && "LEASED".equals(row.get("state"));
                if (mine && (youngest == null || id(row) > id(youngest))) {
                    youngest = row;
                }
            }
            return youngest == null
                    ? "no session"
                    : "request=%s; user=%s; tags=%s; scope=%s"
                            .formatted(
                                    youngest.get("requestId"),
                                    youngest.get("user"),
                                    youngest.get("tags"),
                                    youngest.get("scope"));
        } catch (JMException e) {
            return "no agent";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long id(CompositeData row) {
        return (Long) row.get("id");
    }
}
