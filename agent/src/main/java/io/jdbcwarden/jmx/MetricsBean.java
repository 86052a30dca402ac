package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Sample;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbcwarden:type=Metrics}: counters and gauges as Prometheus calls them, an attribute each,
 * as a table keyed by the labels. Made for the JMX exporter, which reads this bean alone.
 */
final class MetricsBean {
    private MetricsBean() {}

    static OpenBean of(MeterReader reader) {
        OpenBean bean = new OpenBean("The metrics as the JMX exporter for Prometheus reads them");
        for (Meter meter : Meter.values()) {
            boolean shown = meter.type() == Meter.Type.COUNTER || meter.type() == Meter.Type.GAUGE;
            if (shown && meter.labels().isEmpty()) {
                bean.attribute(meter.title(), DOUBLE, meter.help(), () -> single(reader, meter));
            } else if (shown) {
                Columns columns = columns(meter);
                bean.attribute(
                        meter.title(),
                        columns.table(),
                        meter.help(),
                        () -> columns.table(rows(reader, meter, columns)));
            }
        }
        return bean;
    }

    private static Columns columns(Meter meter) {
        Columns.Builder columns = Columns.of(meter.title(), meter.help());
        for (String label : meter.labels()) {
            columns.column(label, STRING, "A label");
        }
        return columns.column("value", DOUBLE, meter.help()).key(meter.labels().size());
    }

    private static List<CompositeData> rows(MeterReader reader, Meter meter, Columns columns) {
        List<CompositeData> rows = new ArrayList<>();
        for (Sample sample : reader.read(meter)) {
            List<@Nullable Object> values = new ArrayList<>(sample.labels());
            values.add(sample.value());
            rows.add(columns.row(values.toArray()));
        }
        return rows;
    }

    private static @Nullable Double single(MeterReader reader, Meter meter) {
        List<Sample> samples = reader.read(meter);
        return samples.isEmpty() ? null : samples.get(0).value();
    }
}
