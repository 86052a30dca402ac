package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanedTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(strings = {"r-1", "a b", "Zoë", "日本", "\uD83D\uDE00"})
    void leavesAnHonestValueAsItIs(String value) {
        assertThat(Cleaned.text(value, 128)).isEqualTo(value);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\r\n", "\u0000"})
    void nothingIsNoValue(@Nullable String value) {
        assertThat(Cleaned.text(value, 128)).isNull();
    }

    @Test
    void aLineBreakCannotForgeALogLine() {
        assertThat(Cleaned.text("1\r\n2026 ERROR forged\u2028x\u2029y\u0085z", 128))
                .isEqualTo("1??2026 ERROR forged?x?y?z");
    }

    @Test
    void escapesAndDirectionMarksAreTakenOut() {
        assertThat(Cleaned.text("a\u001b[31mb\u202ec\u200bd\u0007e\u007ff", 128))
                .isEqualTo("a?[31mb?c?d?e?f");
    }

    @Test
    void loneSurrogatesAreTakenOut() {
        assertThat(Cleaned.text("a\uD83Db\uDE00c\uD83D", 128)).isEqualTo("a?b?c?");
    }

    @Test
    void isCutWithoutTearingACharacter() {
        assertThat(Cleaned.text("abc\uD83D\uDE00", 4)).isEqualTo("abc");
        assertThat(Cleaned.text("abc\uD83D\uDE00", 5)).isEqualTo("abc\uD83D\uDE00");
    }

    @Test
    void aHugeValueIsBoundedBeforeItIsLookedAt() {
        assertThat(Cleaned.text("x".repeat(100_000), 128)).isEqualTo("x".repeat(128));
        assertThat(Cleaned.text(" ".repeat(100_000) + "x", 128)).isNull();
        assertThat(Cleaned.text("\n".repeat(100_000), 128)).isNull();
    }

    @Test
    void takesTheTraceIdOutOfATraceparent() {
        assertThat(Cleaned.traceId("00-" + TRACE + "-00f067aa0ba902b7-01")).isEqualTo(TRACE);
        assertThat(Cleaned.traceId("cc-" + TRACE + "-00f067aa0ba902b7-01-what-comes-later"))
                .isEqualTo(TRACE);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "00-short-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "004bf92f3577b34da6a3ce929d0e0e4736000f067aa0ba902b7001x",
    })
    void whatIsNoTraceparentHasNoTraceId(String value) {
        assertThat(Cleaned.traceId(value)).isNull();
    }

    @Test
    void noTraceparentHasNoTraceId() {
        assertThat(Cleaned.traceId(null)).isNull();
    }
}
