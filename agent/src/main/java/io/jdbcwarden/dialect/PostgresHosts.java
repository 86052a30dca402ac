package io.jdbcwarden.dialect;

import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.metric.ServerRole;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. pgjdbc keeps the address it got through to, and what the server reports of itself:
 * {@code in_hot_standby}, from PostgreSQL 14 on, which the server also tells when it changes.
 */
public final class PostgresHosts implements HostReader {
    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().equals("org.postgresql.jdbc.PgConnection");
    }

    @Override
    public Bound bind(Class<?> physical) throws ReflectiveOperationException {
        ClassLoader loader = physical.getClassLoader();
        Method executor = physical.getMethod("getQueryExecutor");
        Method spec =
                Class.forName("org.postgresql.core.QueryExecutor", false, loader)
                        .getMethod("getHostSpec");
        Class<?> hostSpec = Class.forName("org.postgresql.util.HostSpec", false, loader);
        Method host = hostSpec.getMethod("getHost");
        Method port = hostSpec.getMethod("getPort");
        Method statuses = statuses(physical);
        return connection -> {
            Object at = spec.invoke(executor.invoke(connection));
            return new DatabaseHost(
                    String.valueOf(host.invoke(at)),
                    (Integer) port.invoke(at),
                    statuses == null ? ServerRole.UNKNOWN : role(statuses.invoke(connection)));
        };
    }

    /** Since pgjdbc 42.2.6. */
    private static @Nullable Method statuses(Class<?> physical) {
        try {
            return physical.getMethod("getParameterStatuses");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static ServerRole role(Object statuses) {
        Object standby = ((Map<?, ?>) statuses).get("in_hot_standby");
        if (standby == null) {
            return ServerRole.UNKNOWN;
        }
        return standby.equals("on") ? ServerRole.REPLICA : ServerRole.PRIMARY;
    }
}
