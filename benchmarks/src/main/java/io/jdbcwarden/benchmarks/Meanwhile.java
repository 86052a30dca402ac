package io.jdbcwarden.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * One who borrows and returns while many sessions are open: how long it had to wait at most, and
 * what the agent's reaper did in that time.
 */
final class Meanwhile {
    private static final String REAPER = "jdbc-warden-reaper";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long nanos;

    Meanwhile(int seconds) {
        nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    void run(boolean isGuarded) throws SQLException {
        try (HikariDataSource pool = ManySessions.pool("borrower", 2)) {
            borrow(pool, nanos / 4); // to warm up
            long reaper = isGuarded ? reaper() : 0;
            long before = isGuarded ? threads.getThreadCpuTime(reaper) : 0;
            long start = System.nanoTime();
            Latencies latencies = borrow(pool, nanos);
            double elapsed = System.nanoTime() - start;
            ManySessions.print("max", latencies.max() / 1e6);
            ManySessions.print("p9999", latencies.quantile(0.9999) / 1e3);
            if (isGuarded) {
                double share = (threads.getThreadCpuTime(reaper) - before) / elapsed;
                // A pass comes a second after the end of the one before it.
                ManySessions.print("pass", 1000 * share / (1 - share));
            }
        }
    }

    private static Latencies borrow(HikariDataSource pool, long nanos) throws SQLException {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        long now = start;
        while (now - start < nanos) {
            try (Connection connection = pool.getConnection()) {
                connection.isClosed();
            }
            long then = System.nanoTime();
            latencies.record(then - now);
            now = then;
        }
        return latencies;
    }

    private long reaper() {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(REAPER)) {
                return thread.getThreadId();
            }
        }
        throw new IllegalStateException("there is no thread " + REAPER);
    }
}
