package io.jdbcwarden.publish;

import io.jdbcwarden.metric.HistogramSnapshot;
import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Sample;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says in the classes of a Prometheus client (1.x), reached by reflection, what neither the JMX
 * exporter's rules nor Micrometer's meters can: {@link Meter.Type#HISTOGRAM} and {@link
 * Meter.Type#INFO}.
 */
final class PrometheusSnapshots {
    private static final String MODEL = "io.prometheus.metrics.model.snapshots.";
    private static final String INFO_SUFFIX = "_info";

    private final MeterReader reader;
    private final ClassLoader loader;
    private final Class<?> snapshots;

    PrometheusSnapshots(MeterReader reader, ClassLoader loader)
            throws ReflectiveOperationException {
        this.reader = reader;
        this.loader = loader;
        this.snapshots = type("MetricSnapshots");
    }

    /** The names without suffixes, so that the registry sees a clash with another collector. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            if (serves(meter)) {
                names.add(nameOf(meter));
            }
        }
        return names;
    }

    /**
     * The metrics now.
     *
     * @param filter a predicate on names, or null for all
     */
    Object read(@Nullable Object filter) throws ReflectiveOperationException {
        List<Object> read = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            if (serves(meter) && passes(filter, nameOf(meter))) {
                Object snapshot = snapshot(meter);
                if (snapshot != null) {
                    read.add(snapshot);
                }
            }
        }
        return snapshots.getConstructor(Collection.class).newInstance(read);
    }

    /** No metrics at all. */
    Object none() throws ReflectiveOperationException {
        return snapshots.getConstructor(Collection.class).newInstance(new ArrayList<>());
    }

    /** Whether it is told here, and not by other means. */
    static boolean serves(Meter meter) {
        return meter.type() == Meter.Type.HISTOGRAM || meter.type() == Meter.Type.INFO;
    }

    /** The client adds the suffix of an info metric itself. */
    private static String nameOf(Meter meter) {
        String name = meter.title();
        return meter.type() == Meter.Type.INFO
                ? name.substring(0, name.length() - INFO_SUFFIX.length())
                : name;
    }

    @SuppressWarnings("unchecked")
    private static boolean passes(@Nullable Object filter, String name) {
        return !(filter instanceof Predicate) || ((Predicate<String>) filter).test(name);
    }

    private @Nullable Object snapshot(Meter meter) throws ReflectiveOperationException {
        boolean info = meter.type() == Meter.Type.INFO;
        String kind = info ? "InfoSnapshot" : "HistogramSnapshot";
        String point = info ? "InfoDataPointSnapshot" : "HistogramDataPointSnapshot";
        List<Sample> samples = reader.read(meter);
        if (samples.isEmpty()) {
            return null;
        }
        Object builder = builder(kind);
        Builders.call(builder, "name", String.class, nameOf(meter));
        Builders.call(builder, "help", String.class, meter.help());
        Class<?> labels = type("Labels");
        for (Sample sample : samples) {
            Object data = builder(kind + "$" + point);
            Object pairs = Builders.labels(meter, sample.labels());
            Object told = labels.getMethod("of", String[].class).invoke(null, pairs);
            Builders.call(data, "labels", labels, told);
            HistogramSnapshot histogram = sample.histogram();
            if (histogram != null) {
                Builders.call(data, "sum", double.class, histogram.totalSeconds());
                Class<?> buckets = type("ClassicHistogramBuckets");
                Builders.call(
                        data, "classicHistogramBuckets", buckets, buckets(buckets, histogram));
            }
            Builders.call(builder, "dataPoint", type(kind + "$" + point), build(data));
        }
        return build(builder);
    }

    /** The client counts each bucket by itself. */
    private static Object buckets(Class<?> type, HistogramSnapshot histogram)
            throws ReflectiveOperationException {
        List<HistogramSnapshot.Bucket> all = histogram.buckets();
        double[] bounds = new double[all.size()];
        Object counts = Array.newInstance(long.class, all.size());
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            HistogramSnapshot.Bucket bucket = all.get(i);
            boolean last = bucket.nanos() == Long.MAX_VALUE;
            bounds[i] = last ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.le());
            Array.setLong(counts, i, bucket.count() - below);
            below = bucket.count();
        }
        return type.getMethod("of", double[].class, long[].class).invoke(null, bounds, counts);
    }

    private Object builder(String kind) throws ReflectiveOperationException {
        return type(kind).getMethod("builder").invoke(null);
    }

    private static Object build(Object builder) throws ReflectiveOperationException {
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(MODEL + name, true, loader);
    }
}
