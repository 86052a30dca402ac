package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The web console in a browser, on the shop under real faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String REPORT = "/reports/yearly?year=2015";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Chromium chromium;
    private ConsoleShop shop;
    private ConsolePage page;

    @BeforeAll
    void start() throws Exception {
        chromium = Chromium.start();
        shop = ConsoleShop.start(new File("demo-app/target/console").getAbsoluteFile());
        page = new ConsolePage(chromium);
    }

    @BeforeEach
    void open() {
        chromium.size(1280, 900);
        chromium.dark(false);
        page.open(shop.console);
    }

    @AfterEach
    void ends() throws Exception {
        shop.endReports();
        assertThat(chromium.complaints())
                .as("what the browser complained of, beside answers of 401 and 503")
                .filteredOn(line -> !line.contains("Failed to load resource"))
                .isEmpty();
    }

    @AfterAll
    void stop() {
        if (shop != null) {
            shop.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    /** A report, which holds a connection for two minutes; waits until its query runs. */
    private CompletableFuture<Integer> report(String requestId) throws Exception {
        CompletableFuture<Integer> report = shop.visit(REPORT, requestId);
        await().atMost(LIMIT).until(() -> shop.api("sessions").body().contains("yearly_sales"));
        return report;
    }

    private static int status(CompletableFuture<Integer> visit) throws Exception {
        return visit.get(30, TimeUnit.SECONDS);
    }

    private WebElement card() {
        return page.find(".card[data-pool=shop]");
    }

    @Test
    void showsThePoolWithItsGaugesOverTime() throws Exception {
        report("gauged");

        page.awaitText(".gauge strong", "1");
        assertThat(card().getText()).contains("HikariCP", "of 10,", "Circuit breaker", "CLOSED");
        String points = "return document.querySelector('.gauge .area').getAttribute('points')";
        int before = String.valueOf(page.script(points)).split(" ").length;
        await().atMost(LIMIT)
                .until(() -> String.valueOf(page.script(points)).split(" ").length > before);
        assertThat(page.find(".gauge svg").getAttribute("aria-label"))
                .startsWith("Connections borrowed: now ");
    }

    @Test
    void showsEveryNumberThatThePoolsBeanHas() {
        page.find(".card summary").click();

        page.awaitText(".card dt", "Peak active");
        assertThat(page.texts(".card .tables caption"))
                .contains("Leaks", "Reclaims", "Violations", "Lease time", "Statement time");
    }

    @Test
    void showsWhoHoldsAConnectionAndBothStacksOnDemand() throws Exception {
        report("who-and-where");
        WebElement row = page.session("who-and-where");

        assertThat(row.getText())
                .contains("user1", "GET /reports/yearly", "select revenue from yearly_sales(?, ?)");
        assertThat(page.all("#sessions-table .bar")).hasSize(1);
        assertThat(page.all("#sessions-table pre")).isEmpty();

        page.press(row, "Show");
        page.awaitText("#sessions-table pre", "borrowed at:");
        assertThat(page.find("#sessions-table pre").getText())
                .contains("com.example.shop.dao.SalesReportDao", "owner now at:");
        assertThat(page.texts("#sessions-table dt")).contains("Thread", "Connection");

        page.press(row, "Hide");
        page.awaitNone("#sessions-table pre");
    }

    @Test
    void asksBeforeItCancelsARunningStatementAndSaysWhatItDid() throws Exception {
        CompletableFuture<Integer> report = report("to-cancel");
        WebElement row = page.session("to-cancel");

        page.press(row, "Cancel");
        assertThat(page.asks()).isTrue();
        page.find("#ask-no").click();
        assertThat(page.asks()).isFalse();
        assertThat(report).isNotDone();

        page.press(row, "Cancel");
        page.confirm();
        page.awaitDone("Done: cancel was sent for the statement of session");
        assertThat(status(report)).isEqualTo(500);
        page.awaitNone("#sessions-table tbody");
    }

    @Test
    void reclaimsASessionAndTheIncidentIsThere() throws Exception {
        CompletableFuture<Integer> report = report("to-reclaim");

        page.press(page.session("to-reclaim"), "Reclaim");
        assertThat(page.find("#ask-text").getText())
                .contains("request to-reclaim, user user1", "its next call fails");
        page.confirm();

        page.awaitDone("is being reclaimed");
        assertThat(status(report)).isEqualTo(500);
        page.awaitNone("#sessions-table tbody");
        page.filter("incidents", "MANUAL to-reclaim");
        page.awaitText("#incidents-table tbody", "SalesReportDao.monthlyRevenue");
    }

    @Test
    void acceptsNoOtherTokenAndKeepsTheRightOneForThePageAlone() throws Exception {
        report("token-1");
        page.press(page.session("token-1"), "Cancel");
        page.find("#ask-token-input").sendKeys("not-the-token-at-all", Keys.ENTER);
        page.awaitText("#ask-error", "This is not the token.");
        page.find("#ask-token-input").sendKeys(ConsoleShop.TOKEN, Keys.ENTER);
        page.awaitDone("cancel was sent");

        report("token-2");
        page.press(page.session("token-2"), "Cancel");
        assertThat(page.find("#ask-token-input").isDisplayed()).isFalse();
        page.find("#ask-no").click();
        assertThat(page.script("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
        assertThat(page.script("return document.cookie")).isEqualTo("");

        page.open(shop.console);
        page.press(page.session("token-2"), "Cancel");
        assertThat(page.find("#ask-token-input").isDisplayed()).isTrue();
        page.find("#ask-no").click();
    }

    @Test
    void groupsLeaksByTheLineThatLeaked() throws Exception {
        // The first may come without a stack, and so without its line.
        for (int i = 0; i < 5; i++) {
            // An expired coupon: the servlet forgets its connection.
            assertThat(shop.post("/checkout", "product=1&quantity=1&coupon=AUTUMN")).isEqualTo(409);
        }

        page.filter("incidents", "REQUEST_ENDED CheckoutService");
        page.awaitText("#incidents-table tbody td[data-column=site]", "CheckoutService.placeOrder");
        assertThat(page.all("#incidents-table tbody")).hasSize(1);
        await().atMost(LIMIT)
                .until(
                        () ->
                                Integer.parseInt(
                                                page.find("#incidents-table td[data-column=times]")
                                                        .getText())
                                        >= 3);

        page.press(page.find("#incidents-table tbody"), "Show");
        assertThat(page.all("#incidents-table ol.incidents > li")).isNotEmpty();
        page.find("#incidents-table .incidents summary").click();
        assertThat(page.find("#incidents-table .incidents pre").getText())
                .contains("at com.example.shop.web.CheckoutServlet.doPost");
    }

    @Test
    void opensAndClosesTheBreakerByHand() throws Exception {
        page.press(card(), "Open");
        page.confirm();
        page.awaitDone("circuit breaker of pool shop: open, now OPEN");
        page.awaitText("#health", "DOWN");
        page.awaitText(".breaker", "opened by hand");
        assertThat(page.texts("#reasons li"))
                .anyMatch(reason -> reason.contains("the circuit breaker is open"));
        assertThat(shop.api("health").statusCode()).isEqualTo(503);
        assertThat(status(shop.visit("/products", "refused"))).isEqualTo(500);

        page.press(card(), "Close");
        page.confirm();
        page.awaitText("#health", "UP");
        assertThat(shop.api("health").statusCode()).isEqualTo(200);
        assertThat(status(shop.visit("/products", "served"))).isEqualTo(200);
        page.filter("incidents", "circuit breaker");
        page.awaitText("#incidents-table tbody td[data-column=site]", "CLOSED to OPEN");
        page.awaitText("#incidents-table tbody td[data-column=site]", "OPEN to CLOSED");
    }

    @Test
    void tellsThatTheDatabaseIsDownUntilItIsBack() throws Exception {
        shop.database.stop();
        try {
            await().atMost(LIMIT)
                    .until(
                            () -> {
                                status(shop.visit("/products", "down"));
                                return page.texts(".breaker").get(0).contains("OPEN");
                            });
            page.awaitText("#health", "DOWN");
            assertThat(chromium.driver.getTitle()).isEqualTo("DOWN – JDBC Warden");
            page.awaitText("#reasons li", "borrows fail at once");
        } finally {
            shop.database.start();
        }
        await().atMost(LIMIT)
                .until(
                        () -> {
                            status(shop.visit("/products", "up"));
                            return page.find("#health").getText().equals("UP");
                        });
        assertThat(page.find("#reasons").isDisplayed()).isFalse();
    }

    @Test
    void runsALoadTestAndShowsWhatCameOfIt() {
        WebElement sessions = page.find("#load-test-sessions");
        sessions.clear();
        sessions.sendKeys("60");
        WebElement form = page.find("#load-test-form");

        page.press(form, "Start");
        assertThat(page.find("#ask-text").getText()).startsWith("60 sessions of 50 users");
        page.confirm();

        page.awaitDone("load test of pool shop with 60 sessions");
        page.awaitText("#load-test-text", "Ended: 60 of 60 sessions on the pool shop");
        assertThat(page.find("#load-test-bar").getAttribute("value")).isEqualTo("60");
        page.awaitText("#load-test-result", "All sessions succeeded and stayed apart.");
        assertThat(page.texts("#load-test-result dt")).contains("Violations", "Leaked", "Mean");
    }

    @Test
    void watchesALoadTestWhileItRunsAndStopsIt() throws Exception {
        // Nine of ten connections are out, so that each session has to wait for the last one.
        for (int i = 0; i < 9; i++) {
            shop.visit(REPORT, "holds-" + i);
        }
        page.awaitText("#sessions-shown", "9 sessions");
        WebElement sessions = page.find("#load-test-sessions");
        sessions.clear();
        sessions.sendKeys("1000");
        page.press(page.find("#load-test-form"), "Start");
        page.confirm();

        page.awaitText("#load-test-text", "of 1,000 sessions");
        page.awaitText("#load-test-text", "Ended");
        assertThat(page.find("#load-test-result").getText()).contains("Succeeded", "Failed");
    }

    @Test
    void filtersAndSortsSessions() throws Exception {
        report("sorted-first");
        CompletableFuture<Integer> other = shop.visit(REPORT, "sorted-second");
        page.awaitText("#sessions-shown", "2 sessions");
        page.filter("sessions", "sorted");

        assertThat(page.texts("#sessions-table td[data-column=requestId]"))
                .containsExactly("sorted-first", "sorted-second");
        page.find("#sessions-table th[data-column=ageMillis] button").click();
        assertThat(page.texts("#sessions-table td[data-column=requestId]"))
                .containsExactly("sorted-second", "sorted-first");
        assertThat(page.find("#sessions-table th[data-column=ageMillis]").getAttribute("aria-sort"))
                .isEqualTo("ascending");

        page.filter("sessions", "yearly sorted-second");
        assertThat(page.texts("#sessions-table td[data-column=requestId]"))
                .containsExactly("sorted-second");
        page.awaitText("#sessions-shown", "1 of 2 sessions");
        assertThat(other).isNotDone();

        page.find("#sessions-all").click();
        assertThat(page.texts("#sessions-table th")).contains("Thread id", "Borrowed at");
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() throws Exception {
        report("by-keyboard");
        page.session("by-keyboard");
        page.open(shop.console);
        WebElement body = page.find("body");

        body.sendKeys(Keys.TAB);
        assertThat(focused()).contains("Skip to the content");
        chromium.driver.switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(focused()).isEqualTo("Pause");
        for (int i = 0; i < 60 && !focused().startsWith("Reclaim"); i++) {
            chromium.driver.switchTo().activeElement().sendKeys(Keys.TAB);
            assertThat(page.script("return getComputedStyle(document.activeElement).outlineStyle"))
                    .as("%s shows that it has the focus", focused())
                    .isIn("solid", "auto");
        }
        WebElement reclaim = chromium.driver.switchTo().activeElement();
        reclaim.sendKeys(Keys.ENTER);
        assertThat(page.asks()).isTrue();
        assertThat(chromium.driver.switchTo().activeElement().getAttribute("id"))
                .isEqualTo("ask-token-input");

        chromium.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        assertThat(page.asks()).isFalse();
        assertThat(focused()).startsWith("Reclaim");
    }

    private String focused() {
        return chromium.driver.switchTo().activeElement().getText();
    }

    /** What is shown is brought up to date every two seconds: whoever is at it must not be lost. */
    @Test
    void keepsTheFocusAndWhatIsUnfoldedWhileItIsBroughtUpToDate() throws Exception {
        report("stays");
        WebElement row = page.session("stays");
        page.press(row, "Show");
        String before = page.find("#fresh").getText();

        await().atMost(LIMIT).until(() -> !page.find("#fresh").getText().equals(before));

        assertThat(focused()).isEqualTo("Hide");
        assertThat(page.find("#sessions-table pre").getText()).contains("borrowed at:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<script>document.title='hacked'</script>",
                "</script><img src=x onerror=document.title='hacked'>",
                "\"'><b id=hacked>&lt;"
            })
    void takesARequestIdForTextWhateverItHolds(String requestId) throws Exception {
        report(requestId);

        page.session("hacked");
        assertThat(page.texts("#sessions-table td[data-column=requestId]"))
                .containsExactly(requestId);
        page.press(page.find("#sessions-table tbody"), "Reclaim");
        assertThat(page.find("#ask-text").getText()).contains(requestId);
        page.confirm();
        page.filter("incidents", "hacked");
        page.awaitText("#incidents-table tbody", requestId);
        assertThat(page.all("#hacked, main script, img[src=x]")).isEmpty();
        assertThat(chromium.driver.getTitle()).doesNotContain("hacked");
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(page.script("return performance.getEntries().map(entry => entry.name)"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .filteredOn(name -> String.valueOf(name).contains("://"))
                .isNotEmpty()
                .allMatch(name -> String.valueOf(name).startsWith(shop.console));
    }

    @Test
    void saysThatTheJvmDoesNotAnswerAndGoesOnWhenItDoes() {
        page.script(
                "window.fetched = window.fetch;"
                        + " window.fetch = () => Promise.reject(new Error('cut off'))");
        page.awaitText("#lost", "No answer from the JVM since");
        page.script("window.fetch = window.fetched");
        await().atMost(LIMIT).until(() -> !page.find("#lost").isDisplayed());
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void isAccessible(int width, boolean dark) throws Exception {
        report("accessible");
        chromium.size(width, 844);
        chromium.dark(dark);
        WebElement row = page.session("accessible");
        page.press(row, "Show");
        page.awaitText("#sessions-table pre", "borrowed at:");
        page.script("arguments[0].click()", page.find(".card summary"));
        assertNoViolation();
        assertThat(page.script("return document.documentElement.scrollWidth"))
                .as("nothing sticks out to the right")
                .isEqualTo((long) width);

        page.press(row, "Cancel");
        assertNoViolation();
        page.find("#ask-no").click();
    }

    private void assertNoViolation() {
        List<Rule> found = new AxeBuilder().analyze(chromium.driver).getViolations();
        assertThat(found)
                .extracting(rule -> Map.of(rule.getId(), rule.getNodes().toString()))
                .isEmpty();
    }
}
