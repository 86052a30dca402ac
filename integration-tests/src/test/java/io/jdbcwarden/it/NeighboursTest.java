package io.jdbcwarden.it;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** An application may have the libraries of the agent itself, in other versions. */
class NeighboursTest {
    @ParameterizedTest
    @CsvSource({
        "byte-buddy, net.bytebuddy.ByteBuddy",
        "slf4j-api, org.slf4j.LoggerFactory",
        "logback-classic, ch.qos.logback.classic.Logger",
        "micrometer-core, io.micrometer.core.instrument.MeterRegistry"
    })
    void areTheApplicationsOwn(String library, String type) throws ClassNotFoundException {
        String version = System.getProperty("expected." + library, "");

        assertThat(TestClasses.codeSource(Class.forName(type)))
                .hasFileName(library + "-" + version + ".jar");
    }

    @Test
    void makeClasses() throws ReflectiveOperationException {
        Object made =
                new ByteBuddy()
                        .subclass(Object.class)
                        .method(named("toString"))
                        .intercept(FixedValue.value("made here"))
                        .make()
                        .load(getClass().getClassLoader())
                        .getLoaded()
                        .getDeclaredConstructor()
                        .newInstance();

        assertThat(made).hasToString("made here");
    }

    @Test
    void measureAndLogWithoutALineOfOurs() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (HikariDataSource pool = pool(registry)) {
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                // The pool keeps its numbers for a second.
                await().until(() -> active(registry) == 1);
            }
            await().until(() -> active(registry) == 0);
            assertThat(registry.get("hikaricp.connections.usage").timer().count()).isEqualTo(1);
        } finally {
            root.detachAppender(log);
        }

        assertThat(log.list).noneMatch(event -> event.getLoggerName().contains("warden"));
    }

    private static HikariDataSource pool(SimpleMeterRegistry registry) {
        Postgres postgres = Postgres.shared();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(2);
        config.setMetricRegistry(registry);
        return new HikariDataSource(config);
    }

    private static double active(SimpleMeterRegistry registry) {
        return registry.get("hikaricp.connections.active").gauge().value();
    }
}
