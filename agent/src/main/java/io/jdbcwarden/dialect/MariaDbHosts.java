package io.jdbcwarden.dialect;

import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.metric.ServerRole;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * MariaDB Connector/J 3. It keeps the address it got through to, and whether the URL calls that a
 * primary; null there means that it does not.
 */
public final class MariaDbHosts implements HostReader {
    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().equals("org.mariadb.jdbc.Connection");
    }

    @Override
    public Bound bind(Class<?> physical) throws ReflectiveOperationException {
        ClassLoader loader = physical.getClassLoader();
        Method client = physical.getMethod("getClient");
        Method at =
                Class.forName("org.mariadb.jdbc.client.Client", false, loader)
                        .getMethod("getHostAddress");
        Class<?> address = Class.forName("org.mariadb.jdbc.HostAddress", false, loader);
        Field host = address.getField("host");
        Field port = address.getField("port");
        Field primary = address.getField("primary");
        return connection -> {
            Object where = at.invoke(client.invoke(connection));
            if (where == null) {
                return null;
            }
            Object isPrimary = primary.get(where);
            ServerRole role =
                    isPrimary == null
                            ? ServerRole.UNKNOWN
                            : (Boolean) isPrimary ? ServerRole.PRIMARY : ServerRole.REPLICA;
            return new DatabaseHost(String.valueOf(host.get(where)), port.getInt(where), role);
        };
    }
}
