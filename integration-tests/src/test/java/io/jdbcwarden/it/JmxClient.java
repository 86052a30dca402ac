package io.jdbcwarden.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A client of a remote JMX server, as JConsole is: without a class of the agent. To be closed. */
final class JmxClient implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private JmxClient(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // a JMX server of the tests' own
    static JmxClient connect(JMXServiceURL url) {
        try {
            return new JmxClient(JMXConnectorFactory.connect(url));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ObjectName bean(String name) {
        try {
            return new ObjectName("jdbcwarden:type=" + name);
        } catch (JMException e) {
            throw new IllegalArgumentException(e);
        }
    }

    MBeanServerConnection server() {
        return server;
    }

    boolean has(String bean) {
        try {
            return server.isRegistered(bean(bean));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An attribute; null if the bean is not there (yet). */
    @Nullable Object get(String bean, String attribute) {
        try {
            return server.getAttribute(bean(bean), attribute);
        } catch (InstanceNotFoundException e) {
            return null;
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + "." + attribute, e);
        }
    }

    void set(String bean, String attribute, Object value) {
        try {
            server.setAttribute(bean(bean), new Attribute(attribute, value));
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + "." + attribute, e);
        }
    }

    long number(String bean, String attribute) {
        Object value = get(bean, attribute);
        return value == null ? -1 : ((Number) value).longValue();
    }

    /** A row of a table by its key. */
    CompositeData row(String bean, String attribute, Object... key) {
        TabularData table = (TabularData) get(bean, attribute);
        CompositeData row = table == null ? null : table.get(key);
        if (row == null) {
            throw new AssertionError(bean + "." + attribute + " has no row " + List.of(key));
        }
        return row;
    }

    List<CompositeData> rows(String bean, String attribute) {
        TabularData table = (TabularData) get(bean, attribute);
        List<CompositeData> rows = new ArrayList<>();
        if (table != null) {
            table.values().forEach(row -> rows.add((CompositeData) row));
        }
        return rows;
    }

    /**
     * Runs an operation.
     *
     * @throws MBeanException with what the operation threw
     */
    @Nullable Object invoke(String bean, String operation, Object... arguments)
            throws MBeanException {
        String[] signature = new String[arguments.length];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = arguments[i].getClass().getName();
        }
        try {
            return server.invoke(bean(bean), operation, arguments, signature);
        } catch (MBeanException e) {
            throw e;
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + "." + operation, e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
