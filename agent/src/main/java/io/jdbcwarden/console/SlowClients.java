package io.jdbcwarden.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends requests that take too long to arrive, and answers that take too long to be taken: the JDK's
 * server has limits only for all servers of a JVM, of which the application may have some. A thread
 * that is interrupted while it reads or writes closes its connection.
 */
final class SlowClients {
    /** For a whole request, and as much again for the answer. */
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<Thread, Long> since = new ConcurrentHashMap<>();

    /** The calling thread begins to wait for its client. */
    void begin() {
        since.put(Thread.currentThread(), System.nanoTime());
    }

    /** The calling thread no longer waits for its client, and is not interrupted any more. */
    void pause() {
        since.remove(Thread.currentThread());
        // If it was interrupted too late to matter: what follows must not see it.
        Thread.interrupted();
    }

    /** Interrupts the threads that waited for too long. Any thread. */
    void end(long nowNanos) {
        for (Thread thread : since.keySet()) {
            // Inside the map's lock, so that none is interrupted once it has paused.
            since.computeIfPresent(
                    thread,
                    (waiting, began) -> {
                        if (nowNanos - began <= LIMIT_NANOS) {
                            return began;
                        }
                        waiting.interrupt();
                        return null;
                    });
        }
    }
}
