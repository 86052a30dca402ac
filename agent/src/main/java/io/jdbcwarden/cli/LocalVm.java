package io.jdbcwarden.cli;

import java.io.IOException;
import java.util.Properties;

/** A JVM on this machine that was attached to, by its own local door. To be closed. */
interface LocalVm extends AutoCloseable {
    /** The system properties that are text. */
    Properties systemProperties() throws IOException;

    /**
     * Loads an agent.
     *
     * @param jar absolute, as that JVM sees the files
     * @throws IOException whose message is what that JVM said
     */
    void loadAgent(String jar, String arguments) throws IOException;

    /** Where JMX can be reached from this machine; makes it reachable if it is not. */
    String connectorAddress() throws IOException;

    @Override
    void close();
}
