package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database of the tests can do what the tests of the agent need. */
@Tag("any-pool")
class PostgresTest {
    @Test
    void comesBackAtTheSamePlaceWithTheSameData() {
        try (Postgres postgres = Postgres.start(20)) {
            String url = postgres.url();
            postgres.execute("create table kept (value text)");
            postgres.execute("insert into kept values ('yes')");

            postgres.stop();
            assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
            postgres.restart();
            assertThat(postgres.query("select value from kept")).containsExactly("yes");

            postgres.kill();
            assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
            postgres.restart();
            assertThat(postgres.query("select value from kept")).containsExactly("yes");
            assertThat(postgres.url()).isEqualTo(url);
        }
    }

    @Test
    void answersNothingWhileItIsFrozen() throws SQLException {
        try (Postgres postgres = Postgres.start(20);
                Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);
            postgres.freeze();

            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("I/O error");
            postgres.thaw();
            assertThat(postgres.query("select 1")).containsExactly("1");
        }
    }

    @Test
    void servesAsManyConnectionsAsTheLargestTestNeeds() {
        assertThat(Postgres.shared().query("show max_connections").stream().map(Integer::valueOf))
                .allMatch(most -> most >= 200);
    }

    @Test
    void endsWithAJvmThatWasKilled() throws Exception {
        String data;
        String url;
        try (RunningJvm jvm = Jvm.java().main(Owner.class).start()) {
            data = jvm.awaitStdout("data ").substring("data ".length());
            url = jvm.awaitStdout("url ").substring("url ".length());
            DriverManager.getConnection(url, "postgres", "postgres").close();
        }
        await().until(() -> !Files.exists(Path.of(data)));
        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres"))
                .isInstanceOf(SQLException.class);
    }

    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            EmbeddedServer server = new EmbeddedServer(20);
            server.start();
            System.out.println("url " + server.url());
            System.out.println("data " + server.directory());
            Thread.currentThread().join();
        }
    }
}
