package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The console's page as somebody sees it who works with it. */
final class ConsolePage {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Chromium chromium;

    ConsolePage(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Opens it anew and waits for the first numbers. */
    ConsolePage open(String url) {
        chromium.driver.get(url);
        awaitText("#health", "UP");
        awaitText(".card h3", "shop");
        return this;
    }

    WebElement find(String css) {
        return chromium.driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return chromium.driver.findElements(By.cssSelector(css));
    }

    Object script(String script, Object... arguments) {
        return chromium.driver.executeScript(script, arguments);
    }

    /** The texts of what the selector finds; those that are not shown are empty. */
    List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    void awaitText(String css, String text) {
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .untilAsserted(
                        () -> assertThat(texts(css)).anyMatch(found -> found.contains(text)));
    }

    void awaitNone(String css) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(all(css)).isEmpty());
    }

    void filter(String section, String words) {
        WebElement field = find("#" + section + "-filter");
        field.clear();
        if (!words.isEmpty()) {
            field.sendKeys(words);
        } else {
            script("arguments[0].dispatchEvent(new Event('input'))", field);
        }
    }

    /** The row of the session of this request, the only one that is then shown. */
    WebElement session(String requestId) {
        filter("sessions", requestId);
        String rows = "#sessions-table tbody";
        await().atMost(LIMIT).untilAsserted(() -> assertThat(all(rows)).hasSize(1));
        return find(rows);
    }

    /** Presses a button by the start of its text, within an element. */
    void press(WebElement within, String text) {
        Supplier<WebElement> button =
                () ->
                        within.findElements(By.tagName("button")).stream()
                                .filter(one -> one.getText().startsWith(text))
                                .findFirst()
                                .orElseThrow(() -> new AssertionError("no button " + text));
        button.get().click();
    }

    /** Whether a dialog asks now. */
    boolean asks() {
        return find("#ask").isDisplayed();
    }

    /** Answers the dialog with yes, and with the token if it wants one. */
    void confirm() {
        WebElement token = find("#ask-token-input");
        if (token.isDisplayed()) {
            token.sendKeys(ConsoleShop.TOKEN);
        }
        find("#ask-yes").click();
        await().atMost(LIMIT).until(() -> !asks());
    }

    /** Waits for a message of what was done. */
    void awaitDone(String text) {
        awaitText("#done p", text);
    }
}
