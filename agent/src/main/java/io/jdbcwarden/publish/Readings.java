package io.jdbcwarden.publish;

import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Sample;
import io.jdbcwarden.util.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads each meter once for all its values: a registry asks for every value by itself, and there
 * are near a hundred of a pool. Any thread.
 */
final class Readings {
    private static final long FRESH_NANOS = 500_000_000L;

    private final MeterReader reader;
    private final Clock clock;
    private final Reading[] readings = new Reading[Meter.values().length];

    Readings(MeterReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        for (Meter meter : Meter.values()) {
            readings[meter.ordinal()] = new Reading(meter);
        }
    }

    /** A value that is half a second old at most; null if there is none of these labels. */
    @Nullable Sample sample(Meter meter, List<String> labels) {
        return readings[meter.ordinal()].now().get(labels);
    }

    /** All values that there are now. */
    Set<MeterValue> all() {
        Set<MeterValue> all = new HashSet<>();
        for (Meter meter : Meter.values()) {
            for (Sample sample : reader.read(meter)) {
                all.add(new MeterValue(this, meter, sample));
            }
        }
        return all;
    }

    private final class Reading {
        private final Meter meter;
        private long atNanos;
        private @Nullable Map<List<String>, Sample> samples;

        Reading(Meter meter) {
            this.meter = meter;
        }

        synchronized Map<List<String>, Sample> now() {
            long now = clock.nanos();
            Map<List<String>, Sample> known = samples;
            if (known != null && now - atNanos < FRESH_NANOS) {
                return known;
            }
            Map<List<String>, Sample> read = new HashMap<>();
            for (Sample sample : reader.read(meter)) {
                read.put(sample.labels(), sample);
            }
            samples = read;
            atNanos = now;
            return read;
        }
    }
}
