package io.jdbcwarden.metric;

import io.jdbcwarden.metric.HistogramSnapshot.Bucket;
import java.util.List;

/**
 * Writes meters in Prometheus' text format 0.0.4. Begin each meter once, then give all its values,
 * each with other labels. Not for several threads at once.
 */
public final class PrometheusText {
    /** The content type of the format. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /** Begins a meter. */
    public void meter(Meter meter) {
        text.append("# HELP ").append(meter.title()).append(' ');
        escape(meter.help(), false);
        text.append("\n# TYPE ").append(meter.title()).append(' ').append(type(meter)).append('\n');
    }

    /**
     * Writes a value of a meter that is no histogram.
     *
     * @param labels the labels' values, as many as {@link Meter#labels()}, in that order
     */
    public void value(Meter meter, List<String> labels, double value) {
        name(meter, "", labels);
        closeLabels(labels);
        text.append(number(value)).append('\n');
    }

    /**
     * Writes a histogram: its buckets, its sum in seconds and its count.
     *
     * @param labels the labels' values, as many as {@link Meter#labels()}, in that order
     */
    public void histogram(Meter meter, List<String> labels, HistogramSnapshot snapshot) {
        for (Bucket bucket : snapshot.buckets()) {
            name(meter, "_bucket", labels);
            text.append(labels.isEmpty() ? '{' : ',').append("le=\"").append(bucket.le());
            text.append("\"} ").append(bucket.count()).append('\n');
        }
        name(meter, "_sum", labels);
        closeLabels(labels);
        text.append(Buckets.seconds(snapshot.totalNanos())).append('\n');
        name(meter, "_count", labels);
        closeLabels(labels);
        text.append(snapshot.count()).append('\n');
    }

    /** All that was written so far. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void name(Meter meter, String suffix, List<String> labels) {
        if (labels.size() != meter.labels().size()) {
            throw new IllegalArgumentException(meter + " has other labels than " + labels);
        }
        text.append(meter.title()).append(suffix);
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? '{' : ',').append(meter.labels().get(i)).append("=\"");
            escape(labels.get(i), true);
            text.append('"');
        }
    }

    private void closeLabels(List<String> labels) {
        text.append(labels.isEmpty() ? " " : "} ");
    }

    /** The format escapes quotes in labels, and only there. */
    private void escape(String value, boolean quotes) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else {
                if (c == '\\' || (quotes && c == '"')) {
                    text.append('\\');
                }
                text.append(c);
            }
        }
    }

    /** An info metric is, to this older format, a gauge. */
    private static String type(Meter meter) {
        switch (meter.type()) {
            case COUNTER:
                return "counter";
            case HISTOGRAM:
                return "histogram";
            default:
                return "gauge";
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
