package io.jdbcwarden.it;

import org.opentest4j.TestAbortedException;

/** A PostgreSQL that somebody else runs. Tests that would stop it are skipped. */
final class ExternalServer implements PostgresServer {
    private final String url;

    ExternalServer(String url) {
        this.url = url;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String user() {
        return System.getProperty("postgres.user", "postgres");
    }

    @Override
    public String password() {
        return System.getProperty("postgres.password", "postgres");
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void freeze() {
        throw notOurs();
    }

    @Override
    public void thaw() {
        throw notOurs();
    }

    @Override
    public void close() {}

    private TestAbortedException notOurs() {
        return new TestAbortedException(url + " is not ours to stop");
    }
}
