package io.jdbcwarden.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The agent in another JVM, over the JMX that its local door leads to. To be closed. */
final class Target implements AutoCloseable {
    /** Set in a JVM that the agent is in. */
    static final String STARTED = "io.jdbcwarden.started";

    private static final String DOMAIN = "jdbcwarden";

    private final String pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Target(String pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /**
     * Opens the agent's beans in a JVM.
     *
     * @param patienceSeconds how long one answer may take
     * @throws Failure that says why not
     */
    @SuppressWarnings("BanJNDI") // the address comes from that JVM's own door
    static Target open(String pid, int patienceSeconds) {
        String millis = String.valueOf(patienceSeconds * 1000L);
        System.setProperty("sun.rmi.transport.tcp.responseTimeout", millis);
        System.setProperty("sun.rmi.transport.tcp.handshakeTimeout", millis);
        String address;
        boolean guarded;
        try (LocalVm vm = Vms.attach(pid)) {
            String started = vm.systemProperties().getProperty(STARTED);
            if ("failed".equals(started)) {
                throw new Failure(
                        "the agent could not start in JVM "
                                + pid
                                + "; the application's standard error says why");
            }
            guarded = started != null;
            address = guarded ? vm.connectorAddress() : "";
        } catch (IOException e) {
            throw new Failure("JVM " + pid + " cannot be asked: " + e.getMessage(), e);
        }
        if (!guarded) {
            throw new Failure(
                    "JVM "
                            + pid
                            + " is not guarded; this guards it from now on: java -jar jdbc-warden.jar"
                            + " attach "
                            + pid);
        }
        try {
            return new Target(pid, JMXConnectorFactory.connect(new JMXServiceURL(address))).ready();
        } catch (IOException e) {
            throw new Failure("JVM " + pid + " cannot be reached over JMX: " + e.getMessage(), e);
        }
    }

    private Target ready() {
        try {
            if (server.isRegistered(name("Warden", null))) {
                return this;
            }
        } catch (IOException e) {
            close();
            throw gone(e);
        }
        close();
        throw new Failure(
                "JVM "
                        + pid
                        + " is guarded, but has borrowed no connection yet, or the agent runs with"
                        + " jmx=false: there is nothing to show");
    }

    private static ObjectName name(String type, @Nullable String pool) {
        try {
            return new ObjectName(
                    DOMAIN + ":type=" + type + (pool == null ? "" : ",name=" + quoted(pool)));
        } catch (JMException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /** As the agent names its beans: plain where JMX allows it. */
    private static String quoted(String pool) {
        boolean plain = !pool.isEmpty() && pool.chars().noneMatch(c -> ",=:\"*?\n".indexOf(c) >= 0);
        return plain ? pool : ObjectName.quote(pool);
    }

    String pid() {
        return pid;
    }

    /** An attribute of a bean of the agent as a whole. */
    @Nullable Object get(String type, String attribute) {
        return get(type, null, attribute);
    }

    /**
     * An attribute of a pool's bean; null if the pool has gone.
     *
     * @throws Failure if the JVM has gone
     */
    @Nullable Object get(String type, @Nullable String pool, String attribute) {
        try {
            return server.getAttribute(name(type, pool), attribute);
        } catch (InstanceNotFoundException e) {
            return null;
        } catch (JMException e) {
            throw new Failure(type + "." + attribute + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** All attributes of a pool's bean that can be read now; empty if the pool has gone. */
    Map<String, @Nullable Object> attributes(String type, String pool) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        try {
            ObjectName bean = name(type, pool);
            List<String> names = new ArrayList<>();
            for (MBeanAttributeInfo info : server.getMBeanInfo(bean).getAttributes()) {
                names.add(info.getName());
            }
            String[] wanted = names.toArray(new String[0]);
            for (Attribute read : server.getAttributes(bean, wanted).asList()) {
                attributes.put(read.getName(), read.getValue());
            }
        } catch (InstanceNotFoundException e) {
            // As if it had none.
        } catch (JMException e) {
            throw new Failure("pool " + pool + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw gone(e);
        }
        return attributes;
    }

    String text(String type, String attribute) {
        Object value = get(type, attribute);
        return value == null ? "" : value.toString();
    }

    /** The rows of a table. */
    List<CompositeData> rows(String type, @Nullable String pool, String attribute) {
        List<CompositeData> rows = new ArrayList<>();
        Object table = get(type, pool, attribute);
        if (table instanceof TabularData) {
            for (Object row : ((TabularData) table).values()) {
                rows.add((CompositeData) row);
            }
        }
        return rows;
    }

    /**
     * Runs an operation.
     *
     * @throws Failure with what the agent said, if it refused
     */
    @Nullable Object invoke(String type, String operation, Object... arguments) {
        String[] signature = new String[arguments.length];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = arguments[i].getClass().getName();
        }
        try {
            return server.invoke(name(type, null), operation, arguments, signature);
        } catch (MBeanException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (JMException e) {
            throw new Failure(type + "." + operation + " cannot be run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private Failure gone(IOException e) {
        boolean there = !ProcessFacts.areKnown() || new ProcessFacts(pid).exists();
        return new Failure(
                there
                        ? "JVM " + pid + " does not answer any more: " + e.getMessage()
                        : "JVM " + pid + " has ended",
                e);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // It has gone first.
        }
    }
}
