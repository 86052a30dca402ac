package io.jdbcwarden.it.unknown;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** What the pool lends: passes on everything but its close. */
final class HomeMadeHandle implements Connection {
    private final Connection physical;
    private final HomeMadePool pool;
    private boolean closed;

    HomeMadeHandle(Connection physical, HomeMadePool pool) {
        this.physical = physical;
        this.pool = pool;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.takeBack(physical);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void abort(Executor a) throws SQLException {
        physical.abort(a);
    }

    @Override
    public void clearWarnings() throws SQLException {
        physical.clearWarnings();
    }

    @Override
    public void commit() throws SQLException {
        physical.commit();
    }

    @Override
    public Array createArrayOf(String a, Object[] b) throws SQLException {
        return physical.createArrayOf(a, b);
    }

    @Override
    public Blob createBlob() throws SQLException {
        return physical.createBlob();
    }

    @Override
    public Clob createClob() throws SQLException {
        return physical.createClob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        return physical.createNClob();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return physical.createSQLXML();
    }

    @Override
    public Statement createStatement() throws SQLException {
        return physical.createStatement();
    }

    @Override
    public Statement createStatement(int a, int b) throws SQLException {
        return physical.createStatement(a, b);
    }

    @Override
    public Statement createStatement(int a, int b, int c) throws SQLException {
        return physical.createStatement(a, b, c);
    }

    @Override
    public Struct createStruct(String a, Object[] b) throws SQLException {
        return physical.createStruct(a, b);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return physical.getAutoCommit();
    }

    @Override
    public String getCatalog() throws SQLException {
        return physical.getCatalog();
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return physical.getClientInfo();
    }

    @Override
    public String getClientInfo(String a) throws SQLException {
        return physical.getClientInfo(a);
    }

    @Override
    public int getHoldability() throws SQLException {
        return physical.getHoldability();
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return physical.getMetaData();
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return physical.getNetworkTimeout();
    }

    @Override
    public String getSchema() throws SQLException {
        return physical.getSchema();
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return physical.getTransactionIsolation();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return physical.getTypeMap();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return physical.getWarnings();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return physical.isReadOnly();
    }

    @Override
    public boolean isValid(int a) throws SQLException {
        return physical.isValid(a);
    }

    @Override
    public boolean isWrapperFor(Class<?> a) throws SQLException {
        return physical.isWrapperFor(a);
    }

    @Override
    public String nativeSQL(String a) throws SQLException {
        return physical.nativeSQL(a);
    }

    @Override
    public CallableStatement prepareCall(String a) throws SQLException {
        return physical.prepareCall(a);
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c) throws SQLException {
        return physical.prepareCall(a, b, c);
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c, int d) throws SQLException {
        return physical.prepareCall(a, b, c, d);
    }

    @Override
    public PreparedStatement prepareStatement(String a) throws SQLException {
        return physical.prepareStatement(a);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int[] b) throws SQLException {
        return physical.prepareStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, String[] b) throws SQLException {
        return physical.prepareStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b) throws SQLException {
        return physical.prepareStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b, int c) throws SQLException {
        return physical.prepareStatement(a, b, c);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b, int c, int d) throws SQLException {
        return physical.prepareStatement(a, b, c, d);
    }

    @Override
    public void releaseSavepoint(Savepoint a) throws SQLException {
        physical.releaseSavepoint(a);
    }

    @Override
    public void rollback() throws SQLException {
        physical.rollback();
    }

    @Override
    public void rollback(Savepoint a) throws SQLException {
        physical.rollback(a);
    }

    @Override
    public void setAutoCommit(boolean a) throws SQLException {
        physical.setAutoCommit(a);
    }

    @Override
    public void setCatalog(String a) throws SQLException {
        physical.setCatalog(a);
    }

    @Override
    public void setClientInfo(Properties a) throws SQLClientInfoException {
        physical.setClientInfo(a);
    }

    @Override
    public void setClientInfo(String a, String b) throws SQLClientInfoException {
        physical.setClientInfo(a, b);
    }

    @Override
    public void setHoldability(int a) throws SQLException {
        physical.setHoldability(a);
    }

    @Override
    public void setNetworkTimeout(Executor a, int b) throws SQLException {
        physical.setNetworkTimeout(a, b);
    }

    @Override
    public void setReadOnly(boolean a) throws SQLException {
        physical.setReadOnly(a);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return physical.setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String a) throws SQLException {
        return physical.setSavepoint(a);
    }

    @Override
    public void setSchema(String a) throws SQLException {
        physical.setSchema(a);
    }

    @Override
    public void setTransactionIsolation(int a) throws SQLException {
        physical.setTransactionIsolation(a);
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> a) throws SQLException {
        physical.setTypeMap(a);
    }

    @Override
    public <T> T unwrap(Class<T> a) throws SQLException {
        return physical.unwrap(a);
    }
}
