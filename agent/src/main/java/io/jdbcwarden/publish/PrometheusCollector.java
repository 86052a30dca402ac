package io.jdbcwarden.publish;

import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The collector that a registry of the Prometheus client (1.x) asks at each scrape, on the scrape's
 * thread. A proxy, as the client is the application's, or the JMX exporter's.
 */
final class PrometheusCollector implements InvocationHandler {
    /** The only kind of registry that it can be registered in. */
    static final String REGISTRY = "io.prometheus.metrics.model.registry.PrometheusRegistry";

    private static final String COLLECTOR = "io.prometheus.metrics.model.registry.MultiCollector";

    private final PrometheusSnapshots snapshots;
    private final DistinctErrors errors;

    private PrometheusCollector(PrometheusSnapshots snapshots, DistinctErrors errors) {
        this.snapshots = snapshots;
        this.errors = errors;
    }

    /**
     * Adds one to a registry.
     *
     * @throws ReflectiveOperationException if the client is not of the kind that is known
     */
    static void register(Object registry, MeterReader reader, DistinctErrors errors)
            throws ReflectiveOperationException {
        ClassLoader loader = registry.getClass().getClassLoader();
        Class<?> collector = Class.forName(COLLECTOR, false, loader);
        Object proxy =
                Proxy.newProxyInstance(
                        loader,
                        new Class<?>[] {collector},
                        new PrometheusCollector(new PrometheusSnapshots(reader, loader), errors));
        registry.getClass().getMethod("register", collector).invoke(registry, proxy);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "collect":
                try {
                    return snapshots.read(arguments == null ? null : arguments[0]);
                } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    // An error would take the application's own metrics along.
                    errors.record("collect for a Prometheus registry", e);
                    return snapshots.none();
                }
            case "getPrometheusNames":
                return snapshots.names();
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "toString":
                return "JDBC Warden";
            default:
                // What newer clients ask of each name beforehand; not to know is an answer.
                return method.getReturnType() == List.class ? Collections.emptyList() : null;
        }
    }
}
