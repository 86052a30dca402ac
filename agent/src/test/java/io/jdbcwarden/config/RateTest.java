package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    @Test
    void readsSoManyInATime() {
        assertThat(Rate.TYPE.parse("60/min")).isEqualTo(new Rate(60, TimeUnit.MINUTES.toNanos(1)));
        assertThat(Rate.TYPE.parse("5/s")).isEqualTo(new Rate(5, TimeUnit.SECONDS.toNanos(1)));
        assertThat(Rate.TYPE.parse("100 / h")).isEqualTo(new Rate(100, TimeUnit.HOURS.toNanos(1)));
    }

    @Test
    void offIsNoLimit() {
        assertThat(Rate.TYPE.parse("off").isUnlimited()).isTrue();
        assertThat(Rate.TYPE.parse("60/min").isUnlimited()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ambiguous",
        "0/min, ambiguous",
        "60, the time is missing",
        "60/day, no such unit",
        "x/min, not a whole number",
        "-1/min, negative",
        "2147483647/s, too large",
        "/min, no number",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Rate.TYPE.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
