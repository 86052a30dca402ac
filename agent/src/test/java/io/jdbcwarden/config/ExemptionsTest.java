package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemptionsTest {
    private final Exemptions exemptions =
            Exemptions.TYPE.parse("thread:quartz-*, class:org.flywaydb.*,pool:lockPool");

    @Test
    void matchesByThread() {
        assertThat(exemptions.matches("quartz-7", List.of(), "main")).isTrue();
        assertThat(exemptions.matches("http-7", List.of(), "main")).isFalse();
    }

    @Test
    void matchesByAnyClassOnTheBorrowStack() {
        List<String> stack = List.of("com.acme.Main", "org.flywaydb.core.Flyway");
        assertThat(exemptions.matches("main", stack, "main")).isTrue();
        assertThat(exemptions.matches("main", List.of("com.acme.Main"), "main")).isFalse();
    }

    @Test
    void matchesByPool() {
        assertThat(exemptions.matches("main", List.of(), "lockPool")).isTrue();
        assertThat(exemptions.matches("main", List.of(), "lockPool2")).isFalse();
    }

    @Test
    void needsStacksOnlyForClasses() {
        assertThat(exemptions.needsStack()).isTrue();
        assertThat(Exemptions.TYPE.parse("thread:a").needsStack()).isFalse();
    }

    @Test
    void emptyMatchesNobody() {
        Exemptions none = Exemptions.TYPE.parse("");
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.matches("", List.of(""), "")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "quartz-*, \"quartz-*\" has no such kind",
        "user:joe, \"user:joe\" has no such kind",
        "thread:, nothing after thread:",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Exemptions.TYPE.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
