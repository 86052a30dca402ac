package io.jdbcwarden.util;

import org.jspecify.annotations.Nullable;

/** One kind of error of the agent: what failed, with which error, and where. Immutable. */
public final class DistinctError {
    private final String kind;
    private final String type;
    private final String place;

    private DistinctError(String kind, String type, String place) {
        this.kind = kind;
        this.type = type;
        this.place = place;
    }

    static DistinctError of(String kind, Throwable error) {
        StackTraceElement[] stack = error.getStackTrace();
        return new DistinctError(
                kind, error.getClass().getName(), stack.length == 0 ? "" : stack[0].toString());
    }

    /** What failed. */
    public String kind() {
        return kind;
    }

    /** The name of the error's class. */
    public String type() {
        return type;
    }

    /** The frame that threw it; empty if the JVM left the stack out. */
    public String place() {
        return place;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        if (!(object instanceof DistinctError)) {
            return false;
        }
        DistinctError other = (DistinctError) object;
        return kind.equals(other.kind) && type.equals(other.type) && place.equals(other.place);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + type.hashCode()) + place.hashCode();
    }

    @Override
    public String toString() {
        return kind + ": " + type + (place.isEmpty() ? "" : " at " + place);
    }
}
