package io.jdbcwarden.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** A guarded pool, and what the agent says of it. */
abstract class WatchedPool implements AutoCloseable {
    private final String name;

    WatchedPool(String name) {
        this.name = name;
    }

    /** As the agent calls it. */
    String name() {
        return name;
    }

    abstract Connection borrow() throws SQLException;

    /** Changes a setting for this pool alone. */
    WatchedPool set(String key, String value) {
        Warden.set("pools." + name + "." + key, value);
        return this;
    }

    long number(String attribute) {
        return ((Number) Warden.attribute(bean(), attribute)).longValue();
    }

    /** All waits for a connection together. */
    double waitedSeconds() {
        CompositeData waits = (CompositeData) Warden.attribute(bean(), "BorrowWait");
        return (Double) waits.get("totalSeconds");
    }

    long leaks(String cause) {
        return Warden.count(bean(), "Leaks", cause);
    }

    long reclaims(String cause, String outcome) {
        return Warden.count(bean(), "Reclaims", cause, outcome);
    }

    /** Failed statements whose SQLState begins so. */
    long errors(String sqlStateClass) {
        return Warden.count(bean(), "StatementErrorsByClass", sqlStateClass);
    }

    long violations(String kind) {
        return Warden.count(bean(), "Violations", kind);
    }

    String breakerState() {
        return String.valueOf(Warden.attribute("type=Breaker,name=" + name, "State"));
    }

    long breakerNumber(String attribute) {
        return ((Number) Warden.attribute("type=Breaker,name=" + name, attribute)).longValue();
    }

    /** The newest incident's message and stacks, or empty. */
    String lastIncident(String kind) {
        List<CompositeData> incidents = Warden.incidents(name, kind);
        return incidents.isEmpty()
                ? ""
                : incidents.get(0).get("message") + "\n" + incidents.get(0).get("stack");
    }

    List<LiveSession> sessions() {
        return Warden.sessions().stream().filter(s -> s.pool().equals(name)).toList();
    }

    /** The one session that this thread holds now. */
    @SuppressWarnings("deprecation") // threadId() is not there in Java 17
    LiveSession mySession() {
        long thread = Thread.currentThread().getId();
        List<LiveSession> mine =
                sessions().stream()
                        .filter(s -> s.threadId() == thread && s.state().equals("LEASED"))
                        .toList();
        if (mine.size() != 1) {
            throw new AssertionError("not one session of this thread: " + mine);
        }
        return mine.get(0);
    }

    /** The server process behind a connection: the physical connection's identity. */
    static int pid(Connection connection) throws SQLException {
        return Integer.parseInt(value(connection, "select pg_backend_pid()"));
    }

    /** The first column of the first row. */
    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String bean() {
        return "type=Pool,name=" + name;
    }

    /** Whatever the test did, no hook may have failed. */
    @Override
    public void close() {
        if (Warden.hookErrors() > 0) {
            throw new AssertionError(Warden.hookErrors() + " hook errors, see the agent's log");
        }
    }
}
