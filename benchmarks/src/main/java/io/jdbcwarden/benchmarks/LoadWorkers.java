package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The threads of a measured JVM, and how they spend a slice. The first failure ends it. */
final class LoadWorkers {
    /** What is done before anything is recorded: the processor's caches were another JVM's. */
    private static final long SETTLE_NANOS = 100_000_000;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "load");
                        thread.setDaemon(true);
                        return thread;
                    });

    LoadSlice run(LoadTask task, DataSource pool, double seconds)
            throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        long from = begin + SETTLE_NANOS;
        long until = from + (long) (seconds * 1e9);
        LoadHistogram latencies =
                switch (task.loop()) {
                    case CLOSED -> onEach(task.threads(), () -> closed(task, pool, from, until));
                    case RATE -> {
                        AtomicLong tickets = new AtomicLong();
                        yield onEach(
                                task.threads(),
                                () -> atRate(task, pool, tickets, begin, from, until));
                    }
                    case BURST -> bursts(task, pool, from, until);
                };
        return new LoadSlice(seconds, latencies);
    }

    private LoadHistogram onEach(int count, Callable<LoadHistogram> loop)
            throws InterruptedException, ExecutionException {
        List<Future<LoadHistogram>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(loop));
        }
        LoadHistogram all = new LoadHistogram();
        for (Future<LoadHistogram> one : running) {
            all.add(one.get());
        }
        return all;
    }

    private static LoadHistogram closed(LoadTask task, DataSource pool, long from, long until)
            throws Exception {
        LoadHistogram latencies = new LoadHistogram();
        for (long start = System.nanoTime(); start < until; start = System.nanoTime()) {
            task.scenario().run(pool);
            if (start >= from) {
                latencies.record(System.nanoTime() - start);
            }
        }
        return latencies;
    }

    /** Takes the next ticket, waits for its time, and counts from then on. */
    private static LoadHistogram atRate(
            LoadTask task, DataSource pool, AtomicLong tickets, long begin, long from, long until)
            throws Exception {
        LoadHistogram latencies = new LoadHistogram();
        while (true) {
            long due = begin + (long) (tickets.getAndIncrement() * 1e9 / task.rate());
            if (due >= until) {
                return latencies;
            }
            for (long left; (left = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(left);
            }
            task.scenario().run(pool);
            if (due >= from) {
                latencies.record(System.nanoTime() - due);
            }
        }
    }

    private LoadHistogram bursts(LoadTask task, DataSource pool, long from, long until)
            throws InterruptedException, ExecutionException {
        LoadHistogram rounds = new LoadHistogram();
        while (System.nanoTime() < until) {
            CountDownLatch ready = new CountDownLatch(task.threads());
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> sessions = new ArrayList<>();
            for (int i = 0; i < task.threads(); i++) {
                sessions.add(
                        threads.submit(
                                () -> {
                                    ready.countDown();
                                    go.await();
                                    task.scenario().run(pool);
                                    return null;
                                }));
            }
            ready.await();
            long start = System.nanoTime();
            go.countDown();
            for (Future<?> session : sessions) {
                session.get();
            }
            if (start >= from) {
                rounds.record(System.nanoTime() - start);
            }
        }
        return rounds;
    }
}
