package io.jdbcwarden.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTestTimesTest {
    private final LoadTestTimes times = new LoadTestTimes();

    @Test
    void areZeroWithoutASession() {
        assertThat(times.count()).isZero();
        assertThat(times.averageMillis()).isZero();
        assertThat(times.p99Millis()).isZero();
    }

    @Test
    void areThoseOfTheOnlySession() {
        times.add(3_000_000);

        assertThat(times.count()).isEqualTo(1);
        assertThat(times.averageMillis()).isEqualTo(3);
        assertThat(times.p99Millis()).isEqualTo(3);
    }

    @Test
    void haveAMeanAndA99thOfAHundred() {
        for (int millis = 200; millis > 0; millis--) {
            times.add(millis * 1_000_000L);
        }

        assertThat(times.count()).isEqualTo(200);
        assertThat(times.averageMillis()).isEqualTo(100.5);
        assertThat(times.p99Millis()).isEqualTo(198);
    }
}
