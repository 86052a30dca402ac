package io.jdbcwarden.it;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Other threads of an application. */
final class Threads {
    private static final int LIMIT_SECONDS = 60;

    private Threads() {}

    /** Starts work on a thread of its own. */
    static <T> FutureTask<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    static <T> FutureTask<T> start(Callable<T> work) {
        return start("other", work);
    }

    /** Runs work on a thread that has ended when this returns. */
    static <T> T runAndEnd(String name, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        return get(task);
    }

    /** Runs work on another thread and waits for it. */
    static <T> T elsewhere(Callable<T> work) throws Exception {
        return get(start(work));
    }

    /**
     * Waits for it.
     *
     * @throws Exception what it threw
     */
    static <T> T get(FutureTask<T> task) throws Exception {
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("still running after " + LIMIT_SECONDS + " s", e);
        }
    }
}
