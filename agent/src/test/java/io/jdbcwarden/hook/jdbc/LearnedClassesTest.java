package io.jdbcwarden.hook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class LearnedClassesTest {
    private static final String PACKAGE = "com.zaxxer.hikari.pool.";

    private final LearnedClasses classes = new LearnedClasses();
    private final Class<?> connection = type("HikariProxyConnection");

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void areNoneBeforeThereIsAConnection() {
        assertThat(classes.mayHave(connection)).isFalse();
    }

    @Test
    void areThoseOfTheConnectionAndThoseBesideIt() {
        classes.learn(connection);

        assertThat(classes.mayHave(connection)).isTrue();
        assertThat(classes.mayHave(connection.getSuperclass())).isTrue();
        assertThat(classes.mayHave(type("HikariProxyStatement"))).isTrue();
        assertThat(classes.mayHaveInternal("com/zaxxer/hikari/pool/HikariPool")).isTrue();
        assertThat(classes.mayHave(HikariDataSource.class)).isFalse();
        assertThat(classes.mayHave(String.class)).isFalse();
    }

    @Test
    void cannotBeThoseOfAProxy() {
        Object proxy =
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) -> null);

        assertThat(LearnedClasses.canLearn(proxy.getClass())).isFalse();
        assertThat(LearnedClasses.canLearn(connection)).isTrue();
    }
}
