package io.jdbcwarden.jmx;

import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands histograms and the info metric to the JMX exporter, if its agent runs in this JVM.
 *
 * <p>They cannot be had by the exporter's rules: version 1.0.1 cuts {@code _bucket} and {@code
 * _info} off every name that a rule gives, and knows no histogram. But its agent lies open on the
 * class path, with the registry it serves; a collector there gives real histograms. Without the
 * exporter, or with one that hides its classes, nothing happens.
 */
final class ExporterRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ExporterRegistry.class);
    private static final String AGENT = "io.prometheus.jmx.JavaAgent";
    private static final String REGISTRY = "io.prometheus.metrics.model.registry.";

    private ExporterRegistry() {}

    /** Adds the collector. Never throws. */
    static void join(MeterReader reader, DistinctErrors errors) {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            Class.forName(AGENT, false, loader);
            Class<?> registry = Class.forName(REGISTRY + "PrometheusRegistry", true, loader);
            Class<?> collector = Class.forName(REGISTRY + "MultiCollector", false, loader);
            Object proxy =
                    Proxy.newProxyInstance(
                            loader,
                            new Class<?>[] {collector},
                            new Handler(new ExporterSnapshots(reader, loader), errors));
            Object all = registry.getField("defaultRegistry").get(null);
            registry.getMethod("register", collector).invoke(all, proxy);
            LOG.info("histograms are handed to the JMX exporter");
        } catch (ClassNotFoundException e) {
            LOG.debug("no JMX exporter in this JVM");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            errors.record("join the JMX exporter", e);
        }
    }

    /** The collector that the registry asks at each scrape. */
    private static final class Handler implements InvocationHandler {
        private final ExporterSnapshots snapshots;
        private final DistinctErrors errors;

        Handler(ExporterSnapshots snapshots, DistinctErrors errors) {
            this.snapshots = snapshots;
            this.errors = errors;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "collect":
                    try {
                        return snapshots.read(arguments == null ? null : arguments[0]);
                    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                        // An error would take the application's own metrics along.
                        errors.record("collect for the JMX exporter", e);
                        return snapshots.none();
                    }
                case "getPrometheusNames":
                    return snapshots.names();
                case "equals":
                    return proxy == arguments[0];
                case "hashCode":
                    return System.identityHashCode(proxy);
                default:
                    return "JDBC Warden";
            }
        }
    }
}
