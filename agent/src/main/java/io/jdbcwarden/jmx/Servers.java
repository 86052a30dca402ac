package io.jdbcwarden.jmx;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/**
 * Finds the MBean server that JConsole and the JMX exporter read.
 *
 * <p>Whoever asks for it first decides how it is built, and starts java.util.logging. A container
 * that brings its own of either says so by a system property before it starts them: then the agent
 * waits until the container has asked, but not without end.
 */
final class Servers {
    private static final long LONGEST_MILLIS = 60_000;
    private static final long STEP_MILLIS = 250;

    private Servers() {}

    /** The platform's server. Takes up to a minute in a container that does not start one. */
    static MBeanServer await() throws InterruptedException {
        for (long waited = 0; waited < LONGEST_MILLIS && isToCome(); waited += STEP_MILLIS) {
            Thread.sleep(STEP_MILLIS);
        }
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static boolean isToCome() {
        return System.getProperty("javax.management.builder.initial") != null
                && MBeanServerFactory.findMBeanServer(null).isEmpty();
    }
}
