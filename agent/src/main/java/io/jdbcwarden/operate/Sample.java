package io.jdbcwarden.operate;

import io.jdbcwarden.metric.HistogramSnapshot;
import io.jdbcwarden.metric.Meter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of a {@link Meter}, with its labels. Immutable. */
public final class Sample {
    private final List<String> labels;
    private final double value;
    private final @Nullable HistogramSnapshot histogram;

    private Sample(double value, @Nullable HistogramSnapshot histogram, String... labels) {
        this.labels = Collections.unmodifiableList(Arrays.asList(labels));
        this.value = value;
        this.histogram = histogram;
    }

    static Sample of(double value, String... labels) {
        return new Sample(value, null, labels);
    }

    static Sample count(long count, String... labels) {
        return new Sample((double) count, null, labels);
    }

    static Sample of(HistogramSnapshot histogram, String... labels) {
        return new Sample((double) histogram.count(), histogram, labels);
    }

    /** The labels' values, in the order of {@link Meter#labels()}. */
    public List<String> labels() {
        return labels;
    }

    /** The value; of a histogram, its count. */
    public double value() {
        return value;
    }

    /** The histogram; null if the meter is none. */
    public @Nullable HistogramSnapshot histogram() {
        return histogram;
    }
}
