package com.example.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that knows the connection pool. */
public final class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private static HikariDataSource dataSource;

    private Database() {}

    public static synchronized void open(ShopConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(config.get("pool.name"));
        hikari.setJdbcUrl(config.get("jdbc.url"));
        hikari.setUsername(config.get("jdbc.user"));
        hikari.setPassword(config.get("jdbc.password"));
        hikari.setMaximumPoolSize(config.getInt("pool.size"));
        hikari.setConnectionTimeout(config.getInt("pool.connectionTimeout"));
        hikari.setValidationTimeout(1000);
        hikari.setRegisterMbeans(true);
        dataSource = new HikariDataSource(hikari);
    }

    public static synchronized void shutdown() {
        if (dataSource != null) {
            dataSource.close();
            dataSource = null;
        }
    }

    public static Connection getConnection() throws SQLException {
        return dataSource.getConnection();
    }

    public static void close(ResultSet rs, Statement statement) {
        try {
            if (rs != null) {
                rs.close();
            }
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            log.warn("Could not close a statement", e);
        }
    }

    public static void close(ResultSet rs, Statement statement, Connection connection) {
        close(rs, statement);
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.warn("Could not close a connection", e);
        }
    }
}
