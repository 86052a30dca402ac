package io.jdbcwarden.benchmarks;

/** What a guard and the base did in the same few seconds. */
record LoadPair(LoadSlice base, LoadSlice guarded) {

    double throughputRatio() {
        return guarded.throughput() / base.throughput();
    }

    double meanRatio() {
        return guarded.latencies().mean() / base.latencies().mean();
    }

    double percentileRatio(double share) {
        return guarded.latencies().percentile(share) / base.latencies().percentile(share);
    }
}
