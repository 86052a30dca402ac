package io.jdbcwarden.config;

/**
 * Tells the variables that Kubernetes puts into every container of a name space for a service
 * called "warden", such as {@code WARDEN_SERVICE_HOST}, from misspelt settings: they must not keep
 * the agent from running.
 */
final class ServiceLink {
    private ServiceLink() {}

    static boolean is(String name, String value) {
        return name.endsWith("_SERVICE_HOST")
                || name.endsWith("_SERVICE_PORT")
                || name.contains("_SERVICE_PORT_")
                || (name.contains("_PORT_") && (name.contains("_TCP") || name.contains("_UDP")))
                || (name.endsWith("_PORT")
                        && (value.startsWith("tcp://") || value.startsWith("udp://")));
    }
}
