package io.jdbcwarden.cli;

import java.io.UnsupportedEncodingException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The jar that this command runs from, which is the agent. */
final class AgentJar {
    private AgentJar() {}

    /** Its file. */
    static Path path() {
        URL url = AgentJar.class.getResource("AgentJar.class");
        String text = String.valueOf(url);
        int end = text.indexOf("!/");
        if (!text.startsWith("jar:file:") || end < 0) {
            throw new Failure("this command does not run from jdbc-warden.jar, but from " + text);
        }
        try {
            String file = text.substring("jar:file:".length(), end).replace("+", "%2B");
            return Paths.get(URLDecoder.decode(file, "UTF-8")).toAbsolutePath().normalize();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its file's name. */
    static String name() {
        return String.valueOf(path().getFileName());
    }
}
