package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolSizeTest {
    @ParameterizedTest
    @CsvSource({
        "keep, 0, 0, 0, false",
        "standard, 10, 25, 5000, false",
        "High-Performance, 15, 40, 3000, false",
        "auto:5-30, 5, 30, 0, true",
        "auto: 1 - 1, 1, 1, 0, true"
    })
    void isReadFromItsText(String text, int min, int max, long timeout, boolean auto) {
        PoolSize size = PoolSize.TYPE.parse(text);

        assertThat(size.min()).isEqualTo(min);
        assertThat(size.max()).isEqualTo(max);
        assertThat(size.borrowTimeoutMillis()).isEqualTo(timeout);
        assertThat(size.isAuto()).isEqualTo(auto);
        assertThat(size.isKept()).isEqualTo(max == 0);
        assertThat(PoolSize.TYPE.parse(size.toString())).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "large", "auto", "auto:5", "auto:0-5", "auto:9-5", "auto:1-20000"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> PoolSize.TYPE.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatItTakes() {
        assertThat(PoolSize.TYPE.accepted()).contains("auto:5-30");
    }
}
