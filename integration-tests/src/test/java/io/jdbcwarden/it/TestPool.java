package io.jdbcwarden.it;

import com.example.legacy.ForgetfulDao;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.management.openmbean.CompositeData;

/** A guarded HikariCP on the tests' PostgreSQL, and what the agent says of it. */
final class TestPool implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name;
    private final HikariDataSource source;

    private TestPool(String name, HikariDataSource source) {
        this.name = name;
        this.source = source;
    }

    /** On the shared database. The name gets a number; settings may be made for it by a glob. */
    static TestPool of(String name, int size) {
        return of(Postgres.shared(), name, size, config -> {});
    }

    static TestPool of(Postgres postgres, String name, int size, Consumer<HikariConfig> more) {
        String unique = name + "-" + NUMBERS.incrementAndGet();
        HikariConfig config = new HikariConfig();
        config.setPoolName(unique);
        config.setJdbcUrl(postgres.url() + "?ApplicationName=" + unique);
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        more.accept(config);
        TestPool pool = new TestPool(unique, new HikariDataSource(config));
        // The agent knows a pool from its first borrow on.
        try {
            pool.borrow().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pool;
    }

    String name() {
        return name;
    }

    HikariDataSource source() {
        return source;
    }

    Connection borrow() throws SQLException {
        return ForgetfulDao.open(source);
    }

    /** HikariCP's own numbers. */
    HikariPoolMXBean numbers() {
        return source.getHikariPoolMXBean();
    }

    /** Changes a setting for this pool alone. */
    TestPool set(String key, String value) {
        Warden.set("pools." + name + "." + key, value);
        return this;
    }

    long number(String attribute) {
        return ((Number) Warden.attribute(bean(), attribute)).longValue();
    }

    long leaks(String cause) {
        return Warden.count(bean(), "Leaks", cause);
    }

    long reclaims(String cause, String outcome) {
        return Warden.count(bean(), "Reclaims", cause, outcome);
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
        source.close();
        if (Warden.hookErrors() > 0) {
            throw new AssertionError(Warden.hookErrors() + " hook errors, see the agent's log");
        }
    }
}
