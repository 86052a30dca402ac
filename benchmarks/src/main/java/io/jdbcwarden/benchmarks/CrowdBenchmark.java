package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A thousand virtual threads that want the ten connections, a hundred times each: the time until
 * all are done, by the borrow. JMH's own virtual threads would each be timed by itself, and the sum
 * of their rates is more than what was done.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrowdBenchmark {
    static final int THREADS = 1000;
    private static final int BORROWS = 100;
    private static final long WORK = 50;

    @Benchmark
    @OperationsPerInvocation(THREADS * BORROWS)
    public void crowd(MeasuredPool pool) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(THREADS);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < THREADS; i++) {
            VirtualThreads.start(
                    () -> {
                        try {
                            borrow(pool);
                        } catch (SQLException | RuntimeException e) {
                            failure.set(e);
                        } finally {
                            done.countDown();
                        }
                    });
        }
        done.await();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
    }

    /** Gives way while it holds the connection, as one does who waits for a database. */
    @SuppressWarnings("ThreadPriorityCheck") // giving way is what is wanted
    private static void borrow(MeasuredPool pool) throws SQLException {
        for (int i = 0; i < BORROWS; i++) {
            try (Connection connection = pool.source.getConnection()) {
                Blackhole.consumeCPU(WORK);
                Thread.yield();
                connection.isClosed();
            }
        }
    }
}
