package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureThresholdTest {
    @Test
    void readsBothPartsInAnyOrder() {
        FailureThreshold both = new FailureThreshold(5, 50, 20);
        assertThat(FailureThreshold.TYPE.parse("5,50%/20")).isEqualTo(both);
        assertThat(FailureThreshold.TYPE.parse("50%/20, 5")).isEqualTo(both);
    }

    @Test
    void eitherPartCanBeLeftOut() {
        assertThat(FailureThreshold.TYPE.parse("7")).isEqualTo(new FailureThreshold(7, 0, 0));
        assertThat(FailureThreshold.TYPE.parse("30%/10"))
                .isEqualTo(new FailureThreshold(0, 30, 10));
        assertThat(FailureThreshold.TYPE.parse("0,30%/10"))
                .isEqualTo(new FailureThreshold(0, 30, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; would never trip",
                "off; would never trip",
                "0%/20; would never trip",
                "101%/20; too large",
                "50%/0; the rate needs a minimum from 1 on",
                "50%; not a whole number",
                "5,6; the same part twice",
                "5,,50%/20; has an empty part",
                "99999999999; too large",
            })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> FailureThreshold.TYPE.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
