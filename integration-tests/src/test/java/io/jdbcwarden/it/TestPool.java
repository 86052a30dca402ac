package io.jdbcwarden.it;

import com.example.legacy.ForgetfulDao;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A guarded HikariCP on the tests' PostgreSQL, and what the agent says of it. */
final class TestPool extends WatchedPool {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final HikariDataSource source;

    private TestPool(String name, HikariDataSource source) {
        super(name);
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

    HikariDataSource source() {
        return source;
    }

    @Override
    Connection borrow() throws SQLException {
        return ForgetfulDao.open(source);
    }

    /** HikariCP's own numbers. */
    HikariPoolMXBean numbers() {
        return source.getHikariPoolMXBean();
    }

    @Override
    TestPool set(String key, String value) {
        super.set(key, value);
        return this;
    }

    @Override
    public void close() {
        source.close();
        super.close();
    }
}
