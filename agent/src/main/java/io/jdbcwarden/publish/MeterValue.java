package io.jdbcwarden.publish;

import io.jdbcwarden.metric.HistogramSnapshot;
import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.operate.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a meter, for a Micrometer registry to ask. Equal to another of the same meter and
 * labels. Any thread.
 */
final class MeterValue {
    private final Readings readings;
    private final Meter meter;
    private final List<String> labels;
    private volatile Sample last;

    MeterValue(Readings readings, Meter meter, Sample first) {
        this.readings = readings;
        this.meter = meter;
        this.labels = first.labels();
        this.last = first;
    }

    Meter meter() {
        return meter;
    }

    List<String> labels() {
        return labels;
    }

    double value() {
        return sample().value();
    }

    /** Of a histogram. */
    long count() {
        return (long) sample().value();
    }

    /** Of a histogram; else 0. */
    double totalSeconds() {
        HistogramSnapshot histogram = sample().histogram();
        return histogram == null ? 0 : histogram.totalSeconds();
    }

    /** Now; what it was at last, if its pool was closed: a counter must not fall. */
    private Sample sample() {
        Sample now = readings.sample(meter, labels);
        if (now == null) {
            return last;
        }
        last = now;
        return now;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MeterValue
                && meter == ((MeterValue) other).meter
                && labels.equals(((MeterValue) other).labels);
    }

    @Override
    public int hashCode() {
        return 31 * meter.hashCode() + labels.hashCode();
    }
}
