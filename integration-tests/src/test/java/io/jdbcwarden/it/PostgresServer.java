package io.jdbcwarden.it;

/** Where a PostgreSQL runs, and how it is stopped there. */
interface PostgresServer {
    String url();

    String user();

    String password();

    /** First, or again after {@link #stop} or {@link #kill}; returns when it serves connections. */
    void start();

    void stop();

    void kill();

    void freeze();

    void thaw();

    /** For good, with its data. */
    void close();
}
