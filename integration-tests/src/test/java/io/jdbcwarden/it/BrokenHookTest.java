package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the agent does wrong, the application never hears of it. */
class BrokenHookTest {
    @ParameterizedTest
    @ValueSource(strings = {"enter", "exit"})
    void neverReachesTheApplication(String where) {
        Postgres postgres = Postgres.shared();
        RunningJvm jvm =
                Jvm.java()
                        .agent()
                        .property("warden.internal.fail", where)
                        .main(
                                Application.class,
                                postgres.url(),
                                postgres.user(),
                                postgres.password())
                        .run();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.stdout()).containsExactly("sum 5050, active 0");
        assertThat(jvm.stderr()).anyMatch(line -> line.contains("is switched off"));
    }

    static final class Application {
        public static void main(String[] arguments) throws Exception {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(arguments[0]);
            config.setUsername(arguments[1]);
            config.setPassword(arguments[2]);
            config.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                int sum = 0;
                for (int i = 1; i <= 100; i++) {
                    sum += select(pool, i);
                }
                System.out.println(
                        "sum "
                                + sum
                                + ", active "
                                + pool.getHikariPoolMXBean().getActiveConnections());
            }
        }

        private static int select(HikariDataSource pool, int value) throws Exception {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select " + value)) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
