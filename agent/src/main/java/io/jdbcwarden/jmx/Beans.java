package io.jdbcwarden.jmx;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.publish.ExporterRegistry;
import io.jdbcwarden.session.Incident;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.OpenDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that are registered. For the one thread of {@link Jmx}. */
final class Beans {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    static final String DOMAIN = "jdbcwarden:type=";
    private static final String SPECIAL = ",=:\"*?\n";

    private final Parts parts;
    private final MBeanServer server;
    private final IncidentsBean incidents;

    /** Registers the beans of the agent as a whole. */
    Beans(Parts parts, MBeanServer server) throws JMException {
        this.parts = parts;
        this.server = server;
        ObjectName name = new ObjectName(DOMAIN + "Incidents");
        this.incidents = new IncidentsBean(parts.incidents, name);
        register(name, incidents);
        register(new ObjectName(DOMAIN + "Warden"), WardenBean.of(parts));
        register(new ObjectName(DOMAIN + "Health"), health());
        register(new ObjectName(DOMAIN + "Sessions"), SessionsBean.of(parts));
        register(new ObjectName(DOMAIN + "Work"), WorkBean.of(parts.kinds));
        register(new ObjectName(DOMAIN + "LoadTest"), LoadTestBean.of(parts.loadTest));
        register(new ObjectName(DOMAIN + "Metrics"), MetricsBean.of(parts.meters));
        ExporterRegistry.join(parts.meters, parts.errors);
        LOG.debug("MBeans registered in the domain jdbcwarden");
    }

    private OpenBean health() {
        try {
            return HealthBean.of(parts);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    void opened(GuardedPool pool) throws JMException {
        register(name("Pool", pool), PoolBean.of(pool, parts));
        register(name("Breaker", pool), BreakerBean.of(pool));
    }

    void closed(GuardedPool pool) throws JMException {
        unregister(name("Pool", pool));
        unregister(name("Breaker", pool));
    }

    void happened(Incident incident) {
        incidents.send(incident);
    }

    private void register(ObjectName name, DynamicMBean bean) throws JMException {
        try {
            server.registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException e) {
            // Of a pool of the same name that was closed, but not yet swept away.
            unregister(name);
            server.registerMBean(bean, name);
        }
    }

    private void unregister(ObjectName name) throws JMException {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("{} was not registered any more", name);
        }
    }

    /** The name is quoted only where JMX wants it: most are plain, and easier to type so. */
    static ObjectName name(String type, GuardedPool pool) throws JMException {
        return new ObjectName(DOMAIN + type + ",name=" + quoted(pool.name()));
    }

    static String quoted(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (SPECIAL.indexOf(name.charAt(i)) >= 0) {
                return ObjectName.quote(name);
            }
        }
        return name.isEmpty() ? ObjectName.quote(name) : name;
    }
}
