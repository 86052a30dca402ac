package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTest {
    private final Duration duration = new Duration(true);

    @Test
    void readsEveryUnitAsNanoseconds() {
        assertThat(duration.parse("500ms")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(duration.parse("30s")).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        assertThat(duration.parse("5m")).isEqualTo(TimeUnit.MINUTES.toNanos(5));
        assertThat(duration.parse("2h")).isEqualTo(TimeUnit.HOURS.toNanos(2));
        assertThat(duration.parse("1d")).isEqualTo(TimeUnit.DAYS.toNanos(1));
    }

    @ParameterizedTest
    @CsvSource({"0", "off", "OFF", "0s", "0ms"})
    void zeroAndOffDisable(String text) {
        assertThat(duration.parse(text)).isZero();
        assertThatThrownBy(() -> new Duration(false).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be longer than 0");
    }

    @ParameterizedTest
    @CsvSource({
        "-5m, negative",
        "30, the unit is missing",
        "5 m, not a whole number",
        "1.5s, not a whole number",
        "s, no number",
        "soon, not a whole number",
        "5w, not a whole number",
        "106752d, too long",
        "9223372036854775807s, too long",
        "99999999999999999999s, too large",
        "٣s, not a whole number",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> duration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void takesTheLongestTimeThatFits() {
        assertThat(duration.parse("106751d")).isEqualTo(TimeUnit.DAYS.toNanos(106751)).isPositive();
    }
}
