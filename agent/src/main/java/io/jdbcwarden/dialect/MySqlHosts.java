package io.jdbcwarden.dialect;

import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.metric.ServerRole;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * MySQL Connector/J 8 and 9. Connections of a URL with several hosts are proxies of its interface
 * {@code JdbcConnection}, and answer for the one they are connected to now.
 */
public final class MySqlHosts implements HostReader {
    private static final String INTERFACE = "com.mysql.cj.jdbc.JdbcConnection";

    @Override
    public boolean handles(Class<?> physical) {
        return interfaceOf(physical) != null;
    }

    @Override
    public Bound bind(Class<?> physical) throws ReflectiveOperationException {
        Class<?> connection = interfaceOf(physical);
        if (connection == null) {
            throw new ClassNotFoundException(INTERFACE);
        }
        Method hostAndPort = connection.getMethod("getHostPortPair");
        return opened -> {
            Object pair = hostAndPort.invoke(opened);
            if (pair == null) {
                return null;
            }
            String text = String.valueOf(pair);
            int colon = text.lastIndexOf(':');
            int port = colon < 0 ? 0 : port(text.substring(colon + 1));
            return new DatabaseHost(
                    port == 0 ? text : text.substring(0, colon), port, ServerRole.UNKNOWN);
        };
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable Class<?> interfaceOf(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                Class<?> found =
                        implemented.getName().equals(INTERFACE)
                                ? implemented
                                : interfaceOf(implemented);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
