package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

/** The suite runs once with each version of the pool: this proves that it does. */
class PoolVersionTest {
    @Test
    void isTheOneThatThisRunIsFor() {
        String version = System.getProperty("expected.hikaricp", "");

        assertThat(TestClasses.codeSource(HikariDataSource.class))
                .hasFileName("HikariCP-" + version + ".jar");
    }
}
