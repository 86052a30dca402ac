package io.jdbcwarden.jmx;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.PoolListener;
import io.jdbcwarden.session.Incident;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Shows the agent in JMX from the first borrow on: before it there is nothing to show, and a
 * container may still be bringing in its own MBean server. One daemon thread does all of it, so
 * that no borrower waits for JMX or its listeners. Names no class of JMX itself.
 */
public final class Jmx implements PoolListener {
    /** What waits for slow listeners; more is dropped. Never so many of pools. */
    private static final int MOST_WAITING = 1000;

    private final Parts parts;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();

    /** One thing to do for the thread. */
    private interface Task {
        void run(Beans beans) throws Exception;
    }

    public Jmx(Parts parts) {
        this.parts = parts;
    }

    /** Begins to wait for the first pool. Once. */
    public void start() {
        Thread thread = new Thread(null, this::work, "jdbc-warden-jmx", 0);
        thread.setDaemon(true);
        // The JDK looks for a container's own MBean server through it; never a web application's.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.start();
        parts.pools.listen(this);
        // The hooks fire already: a pool told twice is registered once.
        parts.pools.all().forEach(this::opened);
        parts.incidents.listen(this::happened);
    }

    @Override
    public void opened(GuardedPool pool) {
        tasks.add(beans -> beans.opened(pool));
    }

    @Override
    public void closed(GuardedPool pool) {
        tasks.add(beans -> beans.closed(pool));
    }

    private void happened(Incident incident) {
        if (tasks.size() < MOST_WAITING) {
            tasks.add(beans -> beans.happened(incident));
        }
    }

    private void work() {
        Beans beans = null;
        while (true) {
            try {
                Task task = tasks.take();
                if (beans == null) {
                    beans = new Beans(parts, Servers.await());
                }
                task.run(beans);
            } catch (Throwable t) {
                parts.errors.record("jmx", t);
            }
        }
    }
}
