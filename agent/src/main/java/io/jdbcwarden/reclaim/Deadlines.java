package io.jdbcwarden.reclaim;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls into pools and drivers on helper threads, with a deadline each: any of them may block
 * for good. A call that missed its deadline keeps its thread until the driver lets go; there are at
 * most {@value #MOST} such threads. Work that makes such calls waits in line for threads of its
 * own, so that however much there is of it, its calls find a helper.
 */
public final class Deadlines {
    private static final int MOST = 16;
    private static final int WORKERS = 4;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ThreadPoolExecutor helpers =
            new ThreadPoolExecutor(
                    0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Deadlines::thread);
    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(
                    WORKERS,
                    WORKERS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Deadlines::thread);

    /** No thread is there before there is work for it. */
    public Deadlines() {
        workers.allowCoreThreadTimeOut(true);
    }

    /** A daemon thread of the agent: no context class loader of the application. */
    public static Thread thread(Runnable work) {
        Thread thread =
                new Thread(null, work, "jdbc-warden-helper-" + NUMBERS.incrementAndGet(), 0);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Has work done that makes calls with {@link #call}, without waiting for it. */
    public void start(Runnable work) {
        workers.execute(work);
    }

    /**
     * Makes a call and waits for it.
     *
     * @throws TimeoutException if it did not end in time, or all helpers are stuck
     * @throws ExecutionException with what it threw
     */
    public <T> T call(long nanos, Callable<T> work) throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            helpers.execute(task);
        } catch (RejectedExecutionException e) {
            throw new TimeoutException("all " + MOST + " helper threads are stuck in drivers");
        }
        return await(task, nanos);
    }

    private static <T> T await(Future<T> task, long nanos)
            throws TimeoutException, ExecutionException {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        try {
            while (true) {
                try {
                    return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    task.cancel(true);
                    throw new TimeoutException(
                            "no answer within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
