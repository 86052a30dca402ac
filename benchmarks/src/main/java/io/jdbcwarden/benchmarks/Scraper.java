package io.jdbcwarden.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of the agent's metrics and its session table once a second, in the measured JVM, as a
 * monitoring system would. Wanted by {@code -Dbench.scrape=true}.
 */
final class Scraper implements Runnable {
    private static @Nullable Scraper running;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private volatile boolean hasRead;

    private Scraper() {}

    static void startIfWanted() {
        if (Boolean.getBoolean("bench.scrape")) {
            running = new Scraper();
            Thread thread = new Thread(running, "benchmark-scraper");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Lets no measurement pass for one with a scraper that never read anything.
     *
     * @throws IllegalStateException if one was wanted and failed
     */
    static void check() {
        if (running != null && !running.hasRead) {
            throw new IllegalStateException("the agent's beans were never read");
        }
    }

    @Override
    public void run() {
        try {
            ObjectName metrics = new ObjectName("jdbcwarden:type=Metrics");
            ObjectName sessions = new ObjectName("jdbcwarden:type=Sessions");
            while (!server.isRegistered(metrics) || !server.isRegistered(sessions)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            while (true) {
                read(metrics);
                read(sessions);
                hasRead = true;
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        } catch (JMException e) {
            hasRead = false;
            throw new IllegalStateException(e);
        }
    }

    private void read(ObjectName name) throws JMException {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            server.getAttribute(name, attribute.getName());
        }
    }
}
