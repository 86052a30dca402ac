package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The worked example of docs/row-level-security.md, with the very SQL that stands there. */
class RowLevelSecurityTest {
    private static final Path PAGE = Path.of("../docs/row-level-security.md");
    private static final String HOSTILE = "'; drop table orders; --";

    @BeforeAll
    static void prepare() throws Exception {
        Postgres.shared().execute("drop table if exists orders; drop role if exists shop");
        Matcher block =
                Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        int blocks = 0;
        while (block.find()) {
            Postgres.shared().execute(block.group(1));
            blocks++;
        }
        assertThat(blocks).isEqualTo(2);
    }

    private static TestPool shop(String name) {
        return TestPool.of(
                Postgres.shared(),
                name,
                2,
                config -> {
                    config.setUsername("shop");
                    config.setPassword("shop");
                });
    }

    /** An application that forgets its WHERE. */
    private static List<String> allOrders(TestPool pool) throws SQLException {
        List<String> items = new ArrayList<>();
        try (Connection connection = pool.borrow();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select item from orders order by id")) {
            while (rows.next()) {
                items.add(rows.getString(1));
            }
        }
        return items;
    }

    private static void order(TestPool pool, String item) throws SQLException {
        try (Connection connection = pool.borrow();
                PreparedStatement statement =
                        connection.prepareStatement("insert into orders (item) values (?)")) {
            statement.setString(1, item);
            statement.executeUpdate();
        }
    }

    private static void as(String user, Request.Work work) throws Exception {
        Request.of("request-of-" + user, user).run(work);
    }

    @Test
    void nobodySeesAnothersRows() throws Exception {
        try (TestPool pool = shop("vars-shop")) {
            as("anna", () -> order(pool, "apples"));
            as("bob", () -> order(pool, "bread"));
            as(HOSTILE, () -> order(pool, "hemlock"));

            as("anna", () -> assertThat(allOrders(pool)).containsExactly("apples"));
            as("bob", () -> assertThat(allOrders(pool)).containsExactly("bread"));
            as(HOSTILE, () -> assertThat(allOrders(pool)).containsExactly("hemlock"));
            assertThat(allOrders(pool)).as("outside any request").isEmpty();

            as("bob", () -> assertThat(deleteAll(pool)).isEqualTo(1));
            as("anna", () -> assertThat(allOrders(pool)).containsExactly("apples"));
        }
        assertThat(Postgres.shared().query("select item from orders order by id"))
                .containsExactly("apples", "hemlock");
    }

    private static int deleteAll(TestPool pool) throws SQLException {
        try (Connection connection = pool.borrow();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from orders");
        }
    }

    @Test
    void withoutTheTagsNobodySeesAnything() throws Exception {
        try (TestPool pool = shop("untagged-shop")) {
            as("anna", () -> assertThat(allOrders(pool)).isEmpty());
        }
    }
}
