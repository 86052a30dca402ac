package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "850, 850ms",
        "1000, 1.0s",
        "12345, 12.3s",
        "59949, 59.9s",
        "60000, 1m00s",
        "307000, 5m07s",
        "3600000, 1h00m",
        "11520000, 3h12m",
        "86400000, 1d00h",
        "187200000, 2d04h",
    })
    void writesDurationsShort(double millis, String text) {
        assertThat(Human.millis(millis)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "0.0002, 0.2ms", "0.02, 20ms", "2, 2.0s"})
    void keepsAFractionOfWhatIsVeryShort(double seconds, String text) {
        assertThat(Human.seconds(seconds)).hasToString(text);
    }

    @Test
    void knowsThatPoolsSayMinusOneForWhatTheyDoNotKnow() {
        assertThat(Human.known(-1)).isNull();
        assertThat(Human.known(0)).isEqualTo(0);
    }

    @Test
    void writesNothingForATimeThatIsNone() {
        assertThat(Human.time(null, "HH:mm")).isEmpty();
        assertThat(Human.number(null)).isZero();
        assertThat(Human.decimal("x")).isZero();
    }
}
