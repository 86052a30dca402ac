package io.jdbcwarden.metric;

import java.util.Locale;

/** How a session was used against its ownership. */
public enum ViolationKind {
    /** By another request than its own. */
    CROSS_REQUEST,
    /** By another user than its own. */
    CROSS_USER,
    /** After its own request was over. */
    AFTER_REQUEST,
    /** After it was returned or reclaimed. */
    AFTER_CLOSE,
    /** By two threads at once. */
    CONCURRENT;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name as a label's value: {@code cross_request}. */
    public String label() {
        return label;
    }
}
