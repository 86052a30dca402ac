package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Those who borrow a connection and keep it: a virtual thread each where the JDK has them, else the
 * calling thread alone.
 */
final class Holders {
    private static final int STARTING = 64;

    private final List<Connection> held = new ArrayList<>();
    private final Semaphore starting = new Semaphore(STARTING);
    private final CountDownLatch forever = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Borrows so many connections; they are kept until the JVM ends. */
    void borrow(DataSource pool, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            if (!VirtualThreads.exist()) {
                held.add(pool.getConnection());
            } else {
                starting.acquire();
                VirtualThreads.start(() -> hold(pool));
            }
        }
        starting.acquire(STARTING);
        starting.release(STARTING);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
    }

    private void hold(DataSource pool) {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
            return;
        } finally {
            starting.release();
        }
        try {
            forever.await();
            connection.close();
        } catch (InterruptedException | SQLException e) {
            failure.set(e);
        }
    }
}
