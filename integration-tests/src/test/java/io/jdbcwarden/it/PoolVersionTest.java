package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The suite runs once with each version of the pool: this proves that it does. */
class PoolVersionTest {
    @Test
    void isTheOneThatThisRunIsFor() throws Exception {
        URI pool =
                HikariDataSource.class.getProtectionDomain().getCodeSource().getLocation().toURI();

        assertThat(new File(pool).getPath())
                .matches(
                        path -> path.contains(System.getProperty("expected.hikaricp", "HikariCP")));
    }
}
