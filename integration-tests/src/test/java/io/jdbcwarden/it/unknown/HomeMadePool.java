package io.jdbcwarden.it.unknown;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool as applications write them: its handles are a class of its own. */
public final class HomeMadePool implements DataSource {
    private final DataSource driver;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    public HomeMadePool(DataSource driver) {
        this.driver = driver;
    }

    /** How many connections wait to be lent. */
    public int idle() {
        return idle.size();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection physical = idle.poll();
        return new HomeMadeHandle(physical == null ? driver.getConnection() : physical, this);
    }

    void takeBack(Connection physical) {
        idle.push(physical);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
