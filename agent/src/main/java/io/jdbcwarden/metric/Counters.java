package io.jdbcwarden.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each constant of an enum. Any thread. */
final class Counters<E extends Enum<E>> {
    /** Never changed after construction, so threads may share it. */
    private final Map<E, LongAdder> adders;

    Counters(Class<E> type) {
        adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
    }

    void increment(E constant) {
        of(constant).increment();
    }

    long get(E constant) {
        return of(constant).sum();
    }

    private LongAdder of(E constant) {
        return Objects.requireNonNull(adders.get(constant));
    }
}
