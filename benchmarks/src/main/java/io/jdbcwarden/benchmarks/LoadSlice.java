package io.jdbcwarden.benchmarks;

/**
 * What one JVM did in one slice of time.
 *
 * @param seconds how long was measured
 */
record LoadSlice(double seconds, LoadHistogram latencies) {

    double throughput() {
        return latencies.count() / seconds;
    }

    LoadSlice plus(LoadSlice other) {
        LoadHistogram both = new LoadHistogram();
        both.add(latencies);
        both.add(other.latencies);
        return new LoadSlice(seconds + other.seconds, both);
    }

    /** In two words, for {@link #parse}. */
    String text() {
        return seconds + " " + latencies.text();
    }

    static LoadSlice parse(String text) {
        int blank = text.indexOf(' ');
        return new LoadSlice(
                Double.parseDouble(text.substring(0, blank)),
                LoadHistogram.parse(text.substring(blank + 1)));
    }
}
