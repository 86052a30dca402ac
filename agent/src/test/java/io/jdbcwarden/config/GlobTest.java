package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "orders, orders",
        "*, orders",
        "*, ''",
        "**, orders",
        "ord*, orders",
        "*ers, orders",
        "o*e*s, orders",
        "*d*, orders",
        "orders*, orders",
        "a*bc, abbc",
        "a.b, a.b",
        "'', ''",
    })
    void matches(String glob, String text) {
        assertThat(new Glob(glob).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "orders, Orders",
        "orders, orders2",
        "ord*, xorders",
        "*ers, orders2",
        "o*x*s, orders",
        "a.b, axb",
        "'', a",
        "a, ''",
    })
    void doesNotMatch(String glob, String text) {
        assertThat(new Glob(glob).matches(text)).isFalse();
    }

    @Test
    void isNotSlowedDownByHostilePatterns() {
        Glob glob = new Glob("*a".repeat(200) + "b");
        String text = "a".repeat(10_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(glob.matches(text)).isFalse());
    }
}
