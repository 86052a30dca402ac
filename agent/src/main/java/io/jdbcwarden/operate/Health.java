package io.jdbcwarden.operate;

import java.util.Collections;
import java.util.List;

/** How the guarded pools are, at one moment. Immutable. */
public final class Health {
    /** The worse, the later. */
    public enum Status {
        /** Nothing to say. */
        UP(1),
        /** The application is served, but something needs a look. */
        DEGRADED(0.5),
        /** Borrows fail. */
        DOWN(0);

        private final double number;

        Status(double number) {
            this.number = number;
        }

        /** The status as a metric. */
        public double number() {
            return number;
        }
    }

    private final Status status;
    private final List<String> reasons;
    private final List<PoolHealth> pools;

    Health(Status status, List<String> reasons, List<PoolHealth> pools) {
        this.status = status;
        this.reasons = Collections.unmodifiableList(reasons);
        this.pools = Collections.unmodifiableList(pools);
    }

    public Status status() {
        return status;
    }

    /** Why it is not {@link Status#UP}, a sentence each. */
    public List<String> reasons() {
        return reasons;
    }

    public List<PoolHealth> pools() {
        return pools;
    }
}
