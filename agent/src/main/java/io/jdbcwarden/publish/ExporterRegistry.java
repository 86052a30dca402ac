package io.jdbcwarden.publish;

import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.util.DistinctErrors;
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
public final class ExporterRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ExporterRegistry.class);
    private static final String AGENT = "io.prometheus.jmx.JavaAgent";

    private ExporterRegistry() {}

    /** Adds the collector. Never throws. */
    public static void join(MeterReader reader, DistinctErrors errors) {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            Class.forName(AGENT, false, loader);
            Class<?> registry = Class.forName(PrometheusCollector.REGISTRY, true, loader);
            Object all = registry.getField("defaultRegistry").get(null);
            PrometheusCollector.register(all, reader, errors);
            LOG.info("histograms are handed to the JMX exporter");
        } catch (ClassNotFoundException e) {
            LOG.debug("no JMX exporter in this JVM");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            errors.record("join the JMX exporter", e);
        }
    }
}
