package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shop as it is: its pages work, and its faults are real ones. */
class ShopTest {

    private static final int POOL_SIZE = 4;

    private static EmbeddedPostgres postgres;

    private final HttpClient browser = HttpClient.newHttpClient();
    private ShopServer shop;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void openShop() throws Exception {
        ShopConfig config = ShopConfig.load();
        config.set("http.port", "0");
        config.set("jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
        config.set("pool.size", String.valueOf(POOL_SIZE));
        config.set("pool.connectionTimeout", "500");
        config.set("report.pause", "50");
        shop = new ShopServer(config);
        shop.start();
    }

    @AfterEach
    void closeShop() {
        shop.stop();
    }

    @Test
    void showsItsProductsToAnyone() throws Exception {
        assertThat(get("/").body()).contains("Welcome to the Tea Shop", "Kettle No. 1");
        assertThat(get("/products").body()).contains("Teapot No. 24");
        assertThat(get("/product?id=3").body()).contains("Tray No. 3", "Price: 9.50");
        assertThat(get("/product?id=999").statusCode()).isEqualTo(404);
        assertThat(connectionsOut()).isZero();
    }

    @Test
    void keepsMembersPagesForMembers() throws Exception {
        HttpResponse<String> anonymous = get("/orders");
        assertThat(anonymous.statusCode()).isEqualTo(302);
        assertThat(anonymous.headers().firstValue("Location")).hasValue("/login");
        assertThat(get("/orders", "user7").body()).contains("Orders of Customer 7");
        assertThat(post("/login", "login=user7&password=wrong", null).statusCode()).isEqualTo(403);
        assertThat(connectionsOut()).isZero();
    }

    @Test
    void remembersWhoLoggedIn() throws Exception {
        HttpResponse<String> login = post("/login", "login=user7&password=secret7", null);
        assertThat(login.statusCode()).isEqualTo(302);
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        HttpRequest orders = request("/orders", null).header("Cookie", cookie).build();
        assertThat(send(orders).body()).contains("Orders of Customer 7");
    }

    @Test
    void answersWithTheRequestIdItWasGiven() throws Exception {
        HttpRequest traced = request("/", null).header("X-Request-ID", "lb-42").build();
        assertThat(send(traced).headers().firstValue("X-Request-ID")).hasValue("lb-42");
        assertThat(get("/").headers().firstValue("X-Request-ID")).isPresent();
    }

    @Test
    void takesAnOrder() throws Exception {
        HttpResponse<String> thanks = checkout("SPRING");
        assertThat(thanks.statusCode()).isEqualTo(200);
        assertThat(thanks.body()).containsPattern("order number is \\d+");
        assertThat(connectionsOut()).isZero();
    }

    @Test
    void losesAConnectionToEachExpiredCoupon() throws Exception {
        for (int lost = 1; lost <= POOL_SIZE; lost++) {
            HttpResponse<String> sorry = checkout("AUTUMN");
            assertThat(sorry.statusCode()).isEqualTo(409);
            assertThat(sorry.body()).contains("AUTUMN expired on 2015-11-30");
            assertThat(connectionsOut()).isEqualTo(lost);
        }
        assertThat(sessionsIdleInTransaction()).isEqualTo(POOL_SIZE);
        assertThat(get("/products").statusCode()).as("nothing left for anybody").isEqualTo(500);
    }

    @Test
    void forgetsAReservationThatHasAGiftNote() throws Exception {
        String plain = reserve("");
        String gift = reserve("&giftNote=Happy+Birthday");
        assertThat(connectionsOut()).isZero();
        assertThat(reservations()).contains(plain).doesNotContain(gift);
    }

    @Test
    void keepsOneConnectionForAllPriceLists() throws Exception {
        openPriceList();
        assertThat(connectionsOut()).isEqualTo(1);
        assertThat(get("/prices", "user7").body()).contains("Prices for Customer 7");
        assertThat(connectionsOut()).isEqualTo(1);
    }

    @Test
    void showsACustomerThePricesOfAnother() throws Exception {
        openPriceList();
        String own = get("/prices", "user1").body();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> together("/prices", 8).stream().anyMatch(page -> !page.equals(own)));
    }

    @Test
    void blocksItselfWhenManyWantAnInvoice() throws Exception {
        assertThat(get("/invoice?order=5", "user7").body()).contains("Invoice 5", "Total: 25.00");
        assertThat(connectionsOut()).isZero();
        // Each holds a connection for the header and waits for a second one for the lines.
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                together("/invoice?order=5", 3 * POOL_SIZE).stream()
                                        .anyMatch(page -> page.contains("request timed out")));
    }

    @Test
    void sendsANewsletterInTheBackground() throws Exception {
        assertThat(post("/newsletter", "list=weekly", null).body()).contains("is on its way");
        await().until(() -> noThreadNamed("newsletter-weekly"));
        assertThat(connectionsOut()).isZero();
    }

    @Test
    void losesAConnectionWhenTheNewsletterThreadDies() throws Exception {
        assertThat(post("/newsletter", "list=offers", null).statusCode()).isEqualTo(200);
        await().dontCatchUncaughtExceptions()
                .until(() -> connectionsOut() == 1 && noThreadNamed("newsletter-offers"));
        assertThat(connectionsOut()).isEqualTo(1);
    }

    @Test
    void holdsAConnectionAsLongAsTheYearlyReportRuns() throws Exception {
        CompletableFuture<HttpResponse<String>> report =
                browser.sendAsync(
                        request("/reports/yearly?year=2015", null).build(),
                        HttpResponse.BodyHandlers.ofString());
        await().until(() -> connectionsOut() == 1);
        assertThat(report.get().body()).contains("Sales of 2015", "<td>12</td>");
        await().until(() -> connectionsOut() == 0);
    }

    /** The static connection of an earlier test's shop is dead, and the first use finds out. */
    private void openPriceList() {
        await().until(() -> get("/prices", "user1").statusCode() == 200);
    }

    private List<String> together(String path, int users) {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int user = 1; user <= users; user++) {
            String login = path.equals("/prices") && user % 2 == 1 ? "user1" : "user" + user;
            calls.add(
                    browser.sendAsync(
                            request(path, login).build(), HttpResponse.BodyHandlers.ofString()));
        }
        List<String> pages = new ArrayList<>();
        for (int user = 1; user <= users; user++) {
            String page = calls.get(user - 1).join().body();
            if (!path.equals("/prices") || user % 2 == 1) {
                pages.add(page);
            }
        }
        return pages;
    }

    private HttpResponse<String> checkout(String coupon) throws Exception {
        return post("/checkout", "product=1&quantity=2&coupon=" + coupon, "user7");
    }

    private String reserve(String note) throws Exception {
        String page = post("/cart/reserve", "product=1&quantity=2" + note, "user7").body();
        assertThat(page).contains("Your reservation number is");
        return page.replaceAll("(?s).*number is (\\d+).*", "$1");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, null);
    }

    private HttpResponse<String> get(String path, String login) throws Exception {
        return send(request(path, login).build());
    }

    private HttpResponse<String> post(String path, String form, String login) throws Exception {
        return send(
                request(path, login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    private HttpRequest.Builder request(String path, String login) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.getPort() + path));
        if (login != null) {
            String credentials = login + ":" + login.replace("user", "secret");
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int connectionsOut() throws Exception {
        return (Integer)
                ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(
                                new ObjectName("com.zaxxer.hikari:type=Pool (shop)"),
                                "ActiveConnections");
    }

    private static int sessionsIdleInTransaction() throws Exception {
        return query("select pid from pg_stat_activity where state = 'idle in transaction'").size();
    }

    private static List<String> reservations() throws Exception {
        return query("select id from reservation");
    }

    private static List<String> query(String sql) throws Exception {
        try (Connection con = postgres.getPostgresDatabase().getConnection();
                Statement statement = con.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static boolean noThreadNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(name));
    }
}
