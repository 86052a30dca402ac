package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop in a JVM of its own, seen from outside: its pages, its log, its MBeans. */
final class ShopProcess implements AutoCloseable {

    static final int POOL_SIZE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ShopProcess.class);

    private static final int START_SECONDS = 60;

    private final Process process;
    private final File log;
    private final int httpPort;
    private final int jmxPort;
    private JMXConnector jmx;

    private ShopProcess(Process process, File log, int httpPort, int jmxPort) {
        this.process = process;
        this.log = log;
        this.httpPort = httpPort;
        this.jmxPort = jmxPort;
    }

    /** Returns when the shop's pages can be asked for; extraFlags are options of the JVM. */
    static ShopProcess start(File shopJar, String jdbcUrl, File log, List<String> extraFlags)
            throws IOException, InterruptedException {
        int httpPort = freePort();
        int jmxPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("-Xmx256m");
        command.addAll(extraFlags);
        command.add("-Dcom.sun.management.jmxremote.host=127.0.0.1");
        command.add("-Dcom.sun.management.jmxremote.port=" + jmxPort);
        command.add("-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort);
        command.add("-Dcom.sun.management.jmxremote.authenticate=false");
        command.add("-Dcom.sun.management.jmxremote.ssl=false");
        command.add("-Djava.rmi.server.hostname=127.0.0.1");
        command.add("-Dhttp.port=" + httpPort);
        command.add("-Djdbc.url=" + jdbcUrl);
        command.add("-Dpool.size=" + POOL_SIZE);
        command.add("-jar");
        command.add(shopJar.getPath());
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        ShopProcess shop = new ShopProcess(process, log, httpPort, jmxPort);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        shop.awaitOpen();
        return shop;
    }

    URL url() throws IOException {
        return new URL("http://127.0.0.1:" + httpPort + "/");
    }

    File log() {
        return log;
    }

    String jmxAddress() {
        return "127.0.0.1:" + jmxPort;
    }

    /** Connections that the pool has lent and not got back, by the pool's own count. */
    int connectionsOut() throws IOException {
        try {
            ObjectName pool = new ObjectName("com.zaxxer.hikari:type=Pool (shop)");
            return (Integer) mbeans().getAttribute(pool, "ActiveConnections");
        } catch (JMException e) {
            throw new IOException("The pool's MBean cannot be read", e);
        }
    }

    /** Whether the agent has published its MBeans. */
    boolean guarded() throws IOException {
        try {
            return mbeans().isRegistered(new ObjectName("jdbcwarden:type=Warden"));
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    String pid() throws IOException {
        RuntimeMXBean runtime =
                ManagementFactory.newPlatformMXBeanProxy(
                        mbeans(), ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class);
        return runtime.getName().split("@", 2)[0];
    }

    MBeanServerConnection mbeans() throws IOException {
        if (jmx == null) {
            jmx =
                    JMXConnectorFactory.connect(
                            new JMXServiceURL(
                                    "service:jmx:rmi:///jndi/rmi://" + jmxAddress() + "/jmxrmi"));
        }
        return jmx.getMBeanServerConnection();
    }

    /** Returns when the process has ended. */
    @Override
    public void close() {
        disconnect();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Before the process ends: a connector that loses its peer complains on the console. */
    private void disconnect() {
        try {
            if (jmx != null) {
                jmx.close();
                jmx = null;
            }
        } catch (IOException e) {
            LOG.debug("The shop's JMX was gone already", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitOpen() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("The shop did not start, see " + log);
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection http = (HttpURLConnection) url().openConnection();
            return http.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
