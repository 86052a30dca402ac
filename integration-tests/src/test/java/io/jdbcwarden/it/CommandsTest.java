package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The commands that speak to a guarded JVM, as people and scripts use them. */
@Tag("any-pool")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsTest {
    @SuppressWarnings("NullAway.Init") // by start()
    private static RunningJvm shop;

    @BeforeAll
    static void start() {
        shop = ShopMain.jvm().agent("stack=always").start();
        shop.awaitStdout("ready");
        shop.send("borrow");
        shop.awaitStdout("borrow: 1 out");
        shop.send("use");
        shop.awaitStdout("used: 1");
    }

    @AfterAll
    static void end() {
        shop.close();
    }

    private static String session() {
        return Cli.good("sessions", shop.pid()).get(1).trim().split(" +")[0];
    }

    @Test
    @Order(1)
    void listShowsWhichJvmsAreGuarded() {
        try (RunningJvm other = ShopMain.jvm().start()) {
            other.awaitStdout("ready");
            List<String> lines = Cli.good("list");

            assertThat(lines.get(0)).contains("PID", "GUARDED", "MAIN");
            assertThat(lines)
                    .anyMatch(line -> line.contains(shop.pid() + "") && line.contains(" yes "))
                    .anyMatch(line -> line.contains(other.pid() + "") && line.contains(" no "))
                    .filteredOn(line -> line.contains("io.jdbcwarden.it.ShopMain"))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(String.join("", Cli.good("list", "--json")))
                    .contains("\"pid\": " + shop.pid(), "\"guarded\": true");
        }
    }

    @Test
    @Order(1)
    void healthSaysHowThePoolsAre() {
        assertThat(Cli.good("health", shop.pid()))
                .startsWith("UP")
                .anyMatch(line -> line.matches("shop +UP +127.0.0.1 +primary +CLOSED +1 .*"));
        assertThat(String.join("", Cli.good("health", shop.pid(), "--json")))
                .contains("\"status\": \"UP\"", "\"reasons\": []", "\"name\": \"shop\"");
    }

    @Test
    @Order(1)
    void poolsShowsTheirNumbers() {
        assertThat(Cli.good("pools", shop.pid()))
                .hasSize(2)
                .last()
                .asString()
                .matches("shop +HikariCP +127.0.0.1 +primary +UP +CLOSED +1 +\\d+ +0 +5 +2 .*");
        assertThat(String.join("", Cli.good("pools", shop.pid(), "--json")))
                .contains("\"Name\": \"shop\"", "\"Borrows\": 2", "\"Hosts\": [");
        assertThat(Cli.good("pools", "--hosts", shop.pid()))
                .hasSize(2)
                .last()
                .asString()
                .contains("127.0.0.1:", "primary");
    }

    @Test
    @Order(1)
    void sessionsShowsWhoHoldsWhat() {
        List<String> lines = Cli.good("sessions", shop.pid());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .contains(" shop ", " LEASED ", " main ", "ForgetfulDao.open(ForgetfulDao.java:");
        assertThat(Cli.good("sessions", shop.pid(), "--pool", "other")).hasSize(1);
        assertThat(String.join("", Cli.good("sessions", "--json", shop.pid())))
                .contains("\"pool\": \"shop\"", "\"threadName\": \"main\"");
        assertThat(Cli.good("sessions", "--stacks", session(), shop.pid()))
                .anyMatch(
                        line ->
                                line.contains(
                                        "com.example.legacy.ForgetfulDao.open(ForgetfulDao.java:"));
    }

    @Test
    @Order(1)
    void topShowsItOnceWhereThereIsNoTerminal() {
        assertThat(Cli.good("top", shop.pid()))
                .first()
                .asString()
                .contains("pid " + shop.pid(), "UP", "io.jdbcwarden.it.ShopMain");
        assertThat(Cli.good("top", "--once", "--sort", "IDLE", shop.pid()))
                .noneMatch(line -> line.contains("\033"))
                .anyMatch(line -> line.contains(" LEASED "));
        assertThat(String.join("", Cli.good("top", "--json", shop.pid())))
                .contains("\"sessions\": [", "\"pools\": [");
    }

    @Test
    @Order(2)
    void setChangesASettingAndSaysWhatWasChanged() {
        assertThat(Cli.good("set", shop.pid(), "pools.shop.lease.suspect-after", "7m"))
                .containsExactly("pools.shop.lease.suspect-after=7m");
        assertThat(Cli.failed("set", shop.pid(), "lease.suspect", "7m"))
                .contains("lease.suspect=7m", "nearest known key: lease.suspect-after");
        assertThat(Cli.failed("set", shop.pid(), "jmx", "false"))
                .contains("jmx=false", "cannot be changed while the agent runs");
    }

    @Test
    @Order(2)
    void loadTestRunsSessionsAndSaysWhetherTheyStayedApart() {
        assertThat(Cli.good("load-test", shop.pid(), "shop", "--sessions", "50"))
                .hasSize(2)
                .last()
                .asString()
                .matches("shop +50 +50 +0 +0 +0 .*");
        assertThat(String.join("", Cli.good("load-test", "--json", shop.pid(), "shop")))
                .contains("\"sessions\": 100", "\"succeeded\": 100");
        assertThat(Cli.failed("load-test", shop.pid(), "shpo"))
                .contains("no pool shpo; there are: shop");
    }

    @Test
    @Order(3)
    void cancelStopsWhatRuns() {
        shop.send("sleep");
        await().until(
                        () ->
                                Cli.good("sessions", shop.pid()).stream()
                                        .anyMatch(line -> line.contains("select pg_sleep(?)")));

        assertThat(Cli.good("cancel", shop.pid(), session())).hasSize(1);

        shop.awaitStdout("slept: 57014");
    }

    @Test
    @Order(4)
    void reclaimTakesTheConnectionBack() {
        String session = session();

        assertThat(Cli.good("reclaim", shop.pid(), session)).hasSize(1);

        assertThat(Cli.good("sessions", shop.pid())).hasSize(1);
        shop.send("use");
        shop.awaitStdout("used: 08003 71002");
        assertThat(Cli.failed("reclaim", shop.pid(), session)).contains(session);
    }

    @Test
    @Order(5)
    void incidentsShowsWhatHappened() {
        List<String> lines = Cli.good("incidents", shop.pid(), "--kind", "leak");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains(" leak ", " shop ", "MANUAL");
        assertThat(Cli.good("incidents", shop.pid(), "--kind", "leak", "--stacks"))
                .anyMatch(line -> line.contains("ForgetfulDao.open(ForgetfulDao.java:"))
                .anyMatch(line -> line.contains(" leak MANUAL: "))
                .noneMatch(line -> line.contains("leak leak"));
        assertThat(String.join("", Cli.good("incidents", shop.pid(), "--json", "--last", "1")))
                .contains("\"kind\": \"");
    }
}
