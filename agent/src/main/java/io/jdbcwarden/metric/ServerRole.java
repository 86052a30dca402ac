package io.jdbcwarden.metric;

/** What a database server is to its cluster, as far as a driver knows without asking it. */
public enum ServerRole {
    /** Takes writes. */
    PRIMARY("primary"),
    /** Follows a primary, and only reads. */
    REPLICA("replica"),
    /** The driver does not say. */
    UNKNOWN("");

    private final String text;

    ServerRole(String text) {
        this.text = text;
    }

    /** For people; empty if it is not known. */
    public String text() {
        return text;
    }
}
