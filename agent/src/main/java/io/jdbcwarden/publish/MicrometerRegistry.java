package io.jdbcwarden.publish;

import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.util.Classes;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Micrometer registry of the application, reached by reflection, and what of ours is in it. For
 * one thread. Holds nothing of the application strongly.
 *
 * <p>Micrometer's own way of naming makes our names of these again in Prometheus: dots become
 * underscores, a counter gets {@code _total}, a timer {@code _seconds}.
 */
final class MicrometerRegistry {
    static final String BASE = "io.micrometer.core.instrument.MeterRegistry";

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerRegistry.class);
    private static final String API = "io.micrometer.core.instrument.";
    private static final String COMPOSITE = API + "composite.CompositeMeterRegistry";
    private static final ToDoubleFunction<MeterValue> VALUE = MeterValue::value;
    private static final ToLongFunction<MeterValue> COUNT = MeterValue::count;
    private static final ToDoubleFunction<MeterValue> TOTAL = MeterValue::totalSeconds;

    private final WeakReference<Object> registry;
    private final long sinceNanos;

    /**
     * The application's meter of each value. It holds the value weakly, so the values live here;
     * the registry keeps the meter, if it took it.
     */
    private final Map<MeterValue, WeakReference<Object>> meters = new HashMap<>();

    /** Those that are not registered as meters, or not any more. */
    private final Set<Meter> left = EnumSet.noneOf(Meter.class);

    private boolean begun;

    MicrometerRegistry(Object registry, long sinceNanos) {
        this.registry = new WeakReference<>(registry);
        this.sinceNanos = sinceNanos;
    }

    /** Null once it was collected. */
    @Nullable Object get() {
        return registry.get();
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** The registries that the application added to the global one, by Micrometer's main class. */
    static Collection<?> global(Class<?> meterRegistry) throws ReflectiveOperationException {
        Class<?> metrics = Class.forName(API + "Metrics", true, meterRegistry.getClassLoader());
        Object global = metrics.getField("globalRegistry").get(null);
        Object registries = global.getClass().getMethod("getRegistries").invoke(global);
        return new ArrayList<>((Collection<?>) registries);
    }

    /** Adds what it lacks, and takes out what is gone. Never throws. */
    void publish(Set<MeterValue> values, MeterReader reader, DistinctErrors errors) {
        Object target = registry.get();
        if (target == null) {
            return;
        }
        Class<?> base = Classes.find(target.getClass(), BASE);
        // A composite passes on to others, which are published in by themselves.
        if (base == null || Classes.isA(target.getClass(), COMPOSITE)) {
            return;
        }
        if (!begun) {
            begun = true;
            begin(target, reader, errors);
        }
        for (MeterValue value : values) {
            if (!meters.containsKey(value) && !left.contains(value.meter())) {
                try {
                    meters.put(value, new WeakReference<>(register(base, target, value)));
                } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    // The next value of this meter would fare no better.
                    left.add(value.meter());
                    errors.record("publish " + value.meter().title() + " to Micrometer", e);
                }
            }
        }
        removeAllBut(values, base, target, errors);
    }

    private void begin(Object target, MeterReader reader, DistinctErrors errors) {
        LOG.info("meters are published in {}", target.getClass().getName());
        Object client = prometheus(target);
        if (client == null) {
            return;
        }
        try {
            PrometheusCollector.register(client, reader, errors);
            // Real histograms instead of timers; as timers they would clash.
            for (Meter meter : Meter.values()) {
                if (PrometheusSnapshots.serves(meter)) {
                    left.add(meter);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            errors.record("hand histograms to Micrometer's Prometheus registry", e);
        }
    }

    /** The Prometheus client's registry behind it; null if there is none, or one before 1.0. */
    private static @Nullable Object prometheus(Object target) {
        try {
            Object client = target.getClass().getMethod("getPrometheusRegistry").invoke(target);
            return Classes.isA(client.getClass(), PrometheusCollector.REGISTRY) ? client : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    private static Object register(Class<?> base, Object target, MeterValue value)
            throws ReflectiveOperationException {
        Meter meter = value.meter();
        String name = nameOf(meter);
        Object builder;
        switch (meter.type()) {
            case COUNTER:
                builder = builder(base, "FunctionCounter", name, value);
                break;
            case HISTOGRAM:
                builder =
                        type(base, "FunctionTimer")
                                .getMethod(
                                        "builder",
                                        String.class,
                                        Object.class,
                                        ToLongFunction.class,
                                        ToDoubleFunction.class,
                                        TimeUnit.class)
                                .invoke(null, name, value, COUNT, TOTAL, TimeUnit.SECONDS);
                break;
            default:
                builder = builder(base, "Gauge", name, value);
                if (meter.title().endsWith("_seconds")) {
                    Builders.call(builder, "baseUnit", String.class, "seconds");
                }
        }
        Builders.call(builder, "description", String.class, meter.help());
        Builders.call(builder, "tags", String[].class, Builders.labels(meter, value.labels()));
        return Builders.call(builder, "register", base, target);
    }

    private static Object builder(Class<?> base, String kind, String name, MeterValue value)
            throws ReflectiveOperationException {
        return type(base, kind)
                .getMethod("builder", String.class, Object.class, ToDoubleFunction.class)
                .invoke(null, name, value, VALUE);
    }

    /** As Micrometer writes names, without what it adds for Prometheus by itself. */
    static String nameOf(Meter meter) {
        return meter.title().replaceAll("_(total|seconds)$", "").replace('_', '.');
    }

    private void removeAllBut(
            Set<MeterValue> values, Class<?> base, Object target, DistinctErrors errors) {
        Iterator<Map.Entry<MeterValue, WeakReference<Object>>> all = meters.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<MeterValue, WeakReference<Object>> entry = all.next();
            if (values.contains(entry.getKey())) {
                continue;
            }
            all.remove();
            Object meter = entry.getValue().get();
            if (meter != null) {
                try {
                    base.getMethod("remove", type(base, "Meter")).invoke(target, meter);
                } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    errors.record("remove a meter from Micrometer", e);
                }
            }
        }
    }

    private static Class<?> type(Class<?> base, String name) throws ClassNotFoundException {
        return Class.forName(API + name, true, base.getClassLoader());
    }
}
