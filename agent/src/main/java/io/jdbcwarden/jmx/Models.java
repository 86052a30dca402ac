package io.jdbcwarden.jmx;

import io.jdbcwarden.pool.GuardedPool;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * The beans for another face in this JVM, which so shows and does exactly what JMX does. They are
 * made anew and not registered: no MBean server is needed, nor started. Any thread.
 */
public final class Models {
    private final Parts parts;
    private final DynamicMBean warden;
    private final DynamicMBean health;
    private final DynamicMBean sessions;
    private final DynamicMBean incidents;
    private final DynamicMBean loadTest;

    public Models(Parts parts) {
        this.parts = parts;
        this.warden = WardenBean.of(parts);
        this.sessions = SessionsBean.of(parts);
        this.loadTest = LoadTestBean.of(parts.loadTest);
        try {
            this.health = HealthBean.of(parts);
            this.incidents =
                    new IncidentsBean(parts.incidents, new ObjectName(Beans.DOMAIN + "Incidents"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    public DynamicMBean warden() {
        return warden;
    }

    public DynamicMBean health() {
        return health;
    }

    public DynamicMBean sessions() {
        return sessions;
    }

    /** The rows of the sessions that are open longest, the oldest first; no more than so many. */
    public TabularData oldestSessions(int most) {
        return SessionsBean.oldest(parts, most);
    }

    /** Whether the session is still open. */
    public boolean isOpen(long session) {
        return parts.sessions.find(session) != null;
    }

    public DynamicMBean incidents() {
        return incidents;
    }

    public DynamicMBean loadTest() {
        return loadTest;
    }

    /** The pools there are, by name. */
    public Map<String, DynamicMBean> pools() {
        Map<String, DynamicMBean> pools = new LinkedHashMap<>();
        for (GuardedPool pool : parts.pools.all()) {
            pools.put(pool.name(), PoolBean.of(pool, parts));
        }
        return pools;
    }

    /** The breaker of the pool of this name; null if there is no such pool. */
    public @Nullable DynamicMBean breaker(String pool) {
        GuardedPool named = parts.pools.named(pool);
        return named == null ? null : BreakerBean.of(named);
    }

    /** The metrics in Prometheus' text format. */
    public String metrics() {
        return parts.meters.text();
    }
}
