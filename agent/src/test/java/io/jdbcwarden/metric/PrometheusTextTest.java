package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private final PrometheusText text = new PrometheusText();

    @Test
    void writesACounterWithItsLabels() {
        text.meter(Meter.LEAKS);
        text.value(Meter.LEAKS, List.of("shop", "idle"), 3);

        assertThat(text)
                .hasToString(
                        """
                        # HELP jdbc_warden_leaks_total Sessions that leaked, by the cause.
                        # TYPE jdbc_warden_leaks_total counter
                        jdbc_warden_leaks_total{pool="shop",cause="idle"} 3
                        """);
    }

    @Test
    void writesAGaugeWithoutLabels() {
        text.meter(Meter.HEALTH);
        text.value(Meter.HEALTH, List.of(), 0.5);

        assertThat(text.toString())
                .contains("# TYPE jdbc_warden_health gauge\n")
                .endsWith("\njdbc_warden_health 0.5\n");
    }

    @Test
    void writesAHistogramWithCumulativeBucketsSumAndCount() {
        Histogram histogram = new Histogram();
        histogram.record(20_000);
        histogram.record(1_500_000_000);

        text.meter(Meter.LEASE);
        text.histogram(Meter.LEASE, List.of("shop"), histogram.snapshot());

        assertThat(text.toString().lines())
                .contains(
                        "# TYPE jdbc_warden_lease_seconds histogram",
                        "jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"0.00001\"} 0",
                        "jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"0.000025\"} 1",
                        "jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"1\"} 1",
                        "jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"2.5\"} 2",
                        "jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"+Inf\"} 2",
                        "jdbc_warden_lease_seconds_sum{pool=\"shop\"} 1.50002",
                        "jdbc_warden_lease_seconds_count{pool=\"shop\"} 2")
                .hasSize(2 + Buckets.COUNT + 2);
    }

    @Test
    void writesAnInfoAsAGauge() {
        text.meter(Meter.INFO);
        text.value(Meter.INFO, List.of("0.1.0", "enforce"), 1);

        assertThat(text.toString())
                .contains("# TYPE jdbc_warden_info gauge\n")
                .endsWith("\njdbc_warden_info{version=\"0.1.0\",mode=\"enforce\"} 1\n");
    }

    @Test
    void escapesWhatAPoolMayBeCalled() {
        text.value(Meter.SESSIONS, List.of("a\"b\\c\nd"), 1);

        assertThat(text).hasToString("jdbc_warden_sessions{pool=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    @Test
    void writesNumbersAsPrometheusReadsThem() {
        text.value(Meter.HEALTH, List.of(), 1e18);
        text.value(Meter.HEALTH, List.of(), Double.POSITIVE_INFINITY);
        text.value(Meter.HEALTH, List.of(), Double.NaN);
        text.value(Meter.HEALTH, List.of(), 123_456_789_012L);

        assertThat(text.toString().lines())
                .containsExactly(
                        "jdbc_warden_health 1.0E18",
                        "jdbc_warden_health +Inf",
                        "jdbc_warden_health NaN",
                        "jdbc_warden_health 123456789012");
    }

    @Test
    void refusesLabelsThatAreNotTheMeters() {
        assertThatThrownBy(() -> text.value(Meter.LEAKS, List.of("shop"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LEAKS");
    }
}
