package io.jdbcwarden.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * An application that asks each pool for all that JDBC promises, and says what came of it:
 * identity, unwrapping, exceptions, warnings, state. With the agent it must say the same. Not asked
 * is the auto-commit of a closed handle: c3p0 forgets it on a thread of its own, sooner or later.
 */
final class PoolTranscript {
    private final String pool;

    private PoolTranscript(String pool) {
        this.pool = pool;
    }

    public static void main(String[] arguments) throws Exception {
        PoolKind.Database database =
                new PoolKind.Database(arguments[0], arguments[1], arguments[2]);
        for (PoolKind kind : PoolKind.all().toList()) {
            DataSource source = kind.setup().make(kind.loader(), database, "transcript", 1);
            new PoolTranscript(kind.id()).write(source);
            PoolKind.close(source);
        }
        System.exit(0);
    }

    private void write(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("select ?::int");
        say("class", () -> connection.getClass().getName().replaceAll("\\d", "N"));
        Object same = connection;
        say("equals itself", () -> connection.equals(same));
        say("a statement's connection", () -> statement.getConnection() == connection);
        say("a result set's statement", () -> rows(statement).getStatement() == statement);
        say("metadata's connection", () -> connection.getMetaData().getConnection() == connection);
        say("wraps the driver's", () -> connection.isWrapperFor(PGConnection.class));
        say("unwraps", () -> connection.unwrap(PGConnection.class).getBackendPID() > 0);
        say("unwraps to nothing", () -> connection.unwrap(java.util.List.class));
        say("is closed", connection::isClosed);
        say("is valid", () -> connection.isValid(1));
        say("read-only", connection::isReadOnly);
        say("holdability", connection::getHoldability);
        say("isolation", connection::getTransactionIsolation);
        say("catalog", connection::getCatalog);
        say("schema", connection::getSchema);
        say("warnings", connection::getWarnings);
        say("raises a warning", () -> warning(connection));
        say("native SQL", () -> connection.nativeSQL("{fn now()}"));
        say("type map", connection::getTypeMap);
        say("client info", () -> connection.getClientInfo("ApplicationName"));
        say("an update", () -> statement.executeUpdate("create temp table t (id serial, v int)"));
        say("a batch", () -> batch(connection));
        say("keys", () -> keys(connection));
        say("a parameter", () -> parameter(prepared));
        say("a wrong statement", () -> statement.execute("selec 1"));
        say("a wrong parameter", () -> prepared.executeQuery());
        say("a wrong column", () -> rows(statement).getInt("nope"));
        say("a transaction", () -> transaction(connection));
        say("closes a statement", () -> closed(statement));
        say("a closed statement", () -> statement.execute("select 1"));
        say("closes", () -> closed(connection));
        say("closes again", () -> closed(connection));
        say("a closed one's statement", connection::createStatement);
        say("the next is another", () -> another(source, connection));
    }

    private void say(String what, Callable<?> question) {
        String answer;
        try {
            Object value = question.call();
            answer = value instanceof Statement ? "a statement" : String.valueOf(value);
        } catch (SQLException e) {
            answer = e.getClass().getName() + " " + e.getSQLState() + " " + e.getErrorCode();
        } catch (Exception | LinkageError e) {
            answer = e.getClass().getName();
        }
        System.out.println(pool + ", " + what + ": " + answer);
    }

    private static ResultSet rows(Statement statement) throws SQLException {
        ResultSet rows = statement.executeQuery("select 1");
        rows.next();
        return rows;
    }

    private static @Nullable String warning(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin raise warning 'careful'; end $$");
            return statement.getWarnings().getMessage();
        }
    }

    private static String batch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into t (v) values (1)");
            statement.addBatch("insert into t (v) values (2), (3)");
            return Arrays.toString(statement.executeBatch());
        }
    }

    private static int keys(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into t (v) values (4)", Statement.RETURN_GENERATED_KEYS)) {
            statement.executeUpdate();
            ResultSet keys = statement.getGeneratedKeys();
            keys.next();
            return keys.getInt(1);
        }
    }

    private static int parameter(PreparedStatement prepared) throws SQLException {
        prepared.setInt(1, 7);
        ResultSet rows = prepared.executeQuery();
        rows.next();
        int value = rows.getInt(1);
        prepared.clearParameters();
        return value;
    }

    private static String transaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint("here");
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into t (v) values (5)");
            connection.rollback(savepoint);
            ResultSet rows = statement.executeQuery("select count(*) from t where v = 5");
            rows.next();
            connection.commit();
            connection.setAutoCommit(true);
            return rows.getInt(1) + " left";
        }
    }

    private static String closed(AutoCloseable closeable) throws Exception {
        closeable.close();
        return closeable instanceof Connection connection
                ? String.valueOf(connection.isClosed())
                : String.valueOf(((Statement) closeable).isClosed());
    }

    private static boolean another(DataSource source, Connection before) throws SQLException {
        try (Connection next = source.getConnection()) {
            return next != before;
        }
    }
}
