package io.jdbcwarden.metric;

/** The server that a physical connection is connected to, as its driver tells. Immutable. */
public final class DatabaseHost {
    private final String name;
    private final int port;
    private final ServerRole role;

    /**
     * @param port 0 if it is not known
     */
    public DatabaseHost(String name, int port, ServerRole role) {
        this.name = name;
        this.port = port;
        this.role = role;
    }

    /** The host's name or address, without its port. */
    public String name() {
        return name;
    }

    public ServerRole role() {
        return role;
    }

    /** {@code host:port}, or the host alone if the port is not known. */
    public String address() {
        return port <= 0 ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return address();
    }
}
