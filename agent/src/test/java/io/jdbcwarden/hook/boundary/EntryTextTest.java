package io.jdbcwarden.hook.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTextTest {
    @ParameterizedTest
    @CsvSource({
        "/, GET /",
        "/orders, GET /orders",
        "/orders/4711, GET /orders/*",
        "/orders/4711/lines/1, GET /orders/*/lines/*",
        "/users/3f2504e0-4f89-11d3-9a0c-0305e82c3301/name, GET /users/*/name",
        "/reset/ZXhhbXBsZTE3dG9rZW4, GET /reset/*",
        "/v2/orders, GET /v2/orders",
        "/orders/, GET /orders/",
        "/orders;jsessionid=7A0B/1, GET /orders/*",
        "/orders;jsessionid=7A0B, GET /orders",
        "/orders?secret=1, GET /orders",
        "'', GET /",
    })
    void isTheSameForAllRequestsOfOneKind(String path, String text) {
        assertThat(EntryText.of("GET", path)).isEqualTo(text);
    }

    @Test
    void aHostilePathIsCleanedAndBounded() {
        assertThat(EntryText.of("GE\r\nT", "/a\r\nb")).isEqualTo("GE??T /a??b");
        assertThat(EntryText.of("GET", "/" + "ab/".repeat(50_000))).hasSizeLessThan(220);
        assertThat(EntryText.of("G".repeat(5_000), "/" + "x".repeat(50_000)))
                .isEqualTo("G".repeat(16) + " /*");
        assertThat(EntryText.of(null, null)).isEqualTo("? /");
    }
}
