package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDatabaseTest {

    @Test
    void comesBackAtTheSameAddressWithTheSameData(@TempDir Path directory) throws Exception {
        File data = directory.resolve("pg").toFile();
        try (DemoDatabase database = new DemoDatabase(data)) {
            database.start();
            String url = database.url();
            execute(url, "create table reservation (id int); insert into reservation values (7)");

            database.stop();
            assertThatThrownBy(() -> execute(url, "select 1")).isInstanceOf(SQLException.class);

            database.start();
            assertThat(database.url()).isEqualTo(url);
            assertThat(database.reservations()).containsExactly(7);
        }
    }

    @Test
    void seesATransactionThatWasLeftOpen(@TempDir Path directory) throws Exception {
        File data = directory.resolve("pg").toFile();
        try (DemoDatabase database = new DemoDatabase(data)) {
            database.start();
            assertThat(database.idleInTransaction()).isZero();
            try (Connection con = connect(database.url())) {
                con.setAutoCommit(false);
                con.createStatement().execute("select 1");
                assertThat(database.idleInTransaction()).isEqualTo(1);
            }
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection con = connect(url)) {
            con.createStatement().execute(sql);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }
}
