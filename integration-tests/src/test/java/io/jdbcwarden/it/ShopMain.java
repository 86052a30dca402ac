package io.jdbcwarden.it;

import com.example.legacy.ForgetfulDao;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An application with one pool, "shop", that does on stdin's word: {@code borrow}, {@code use},
 * {@code sleep} (a statement that takes long, on a thread of its own), {@code return}. It says what
 * came of it and begins with "ready".
 */
public final class ShopMain {
    private ShopMain() {}

    /** A JVM to be that runs it, on the shared PostgreSQL. */
    static Jvm jvm() {
        Postgres postgres = Postgres.shared();
        return Jvm.java()
                .main(ShopMain.class, postgres.url(), postgres.user(), postgres.password());
    }

    public static void main(String[] arguments) throws Exception {
        DataSource pool = pool(arguments, System.getProperty("kind"));
        Deque<Connection> borrowed = new ArrayDeque<>();
        pool.getConnection().close();
        System.out.println("ready");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null; word = in.readLine()) {
            switch (word) {
                case "borrow" -> borrowed.addLast(ForgetfulDao.open(pool));
                case "use" -> System.out.println("used: " + use(borrowed.getFirst(), "1"));
                case "use last" -> System.out.println("last: " + use(borrowed.getLast(), "1"));
                case "sleep" -> sleep(borrowed.getFirst());
                case "return" -> borrowed.removeFirst().close();
                default -> throw new IllegalArgumentException(word);
            }
            System.out.println(word + ": " + borrowed.size() + " out");
        }
    }

    private static DataSource pool(String[] arguments, @Nullable String kind)
            throws ReflectiveOperationException {
        if (kind != null) {
            PoolKind.Database database =
                    new PoolKind.Database(arguments[0], arguments[1], arguments[2]);
            PoolKind wanted =
                    PoolKind.all().filter(any -> any.id().equals(kind)).findFirst().orElseThrow();
            return wanted.setup().make(wanted.loader(), database, "shop", 5);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("shop");
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    private static void sleep(Connection connection) {
        new Thread(
                        () -> System.out.println("slept: " + use(connection, "pg_sleep(600)")),
                        "sleeper")
                .start();
    }

    private static String use(Connection connection, String what) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select " + what)) {
            result.next();
            return String.valueOf(result.getString(1));
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getErrorCode();
        }
    }
}
