package io.jdbcwarden.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.DatabaseHost;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The members of the drivers' own classes; PostgreSQL's is tested on a real server. */
class HostReaderTest {
    private static Class<?> type(String name) throws ClassNotFoundException {
        // Without its initialiser, which may need libraries of the driver's.
        return Class.forName(name, false, HostReaderTest.class.getClassLoader());
    }

    @Test
    void findsWhatMariaDbsDriverKnows() throws ReflectiveOperationException {
        Class<?> connection = type("org.mariadb.jdbc.Connection");

        assertThat(new MariaDbHosts().handles(connection)).isTrue();
        assertThat(new MariaDbHosts().bind(connection)).isNotNull();
        assertThat(new MySqlHosts().handles(connection)).isFalse();
    }

    @Test
    void findsWhatMySqlsDriverKnows() throws ReflectiveOperationException {
        Class<?> connection = type("com.mysql.cj.jdbc.ConnectionImpl");

        assertThat(new MySqlHosts().handles(connection)).isTrue();
        assertThat(new MySqlHosts().bind(connection)).isNotNull();
        assertThat(new MariaDbHosts().handles(connection)).isFalse();
    }

    /** Connector/J gives such a proxy for a URL with several hosts. */
    @Test
    void readsThroughTheProxiesOfMySqlsDriver() throws ReflectiveOperationException {
        Object proxy = proxy("db2.example:3307");

        DatabaseHost host =
                Objects.requireNonNull(new MySqlHosts().bind(proxy.getClass()).read(proxy));

        assertThat(host.address()).isEqualTo("db2.example:3307");
        assertThat(host.name()).isEqualTo("db2.example");
    }

    @Test
    void saysNothingOfAConnectionThatDoesNotKnow() throws ReflectiveOperationException {
        Object proxy = proxy(null);

        assertThat(new MySqlHosts().bind(proxy.getClass()).read(proxy)).isNull();
        assertThat(new Hosts(failing()).of(proxy)).isNull();
    }

    @Test
    void saysNothingOfAnyOtherDriver() {
        assertThat(new Hosts(failing()).of(new Object())).isNull();
    }

    private static DistinctErrors failing() {
        return new DistinctErrors(
                (kind, error) -> {
                    throw new AssertionError(kind, error);
                });
    }

    private static Object proxy(@Nullable String hostAndPort) throws ClassNotFoundException {
        Class<?> connection = type("com.mysql.cj.jdbc.JdbcConnection");
        return Proxy.newProxyInstance(
                connection.getClassLoader(),
                new Class<?>[] {connection},
                (on, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getHostPortPair");
                    return hostAndPort;
                });
    }
}
