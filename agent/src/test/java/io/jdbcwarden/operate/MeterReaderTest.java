package io.jdbcwarden.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.metric.ReclaimOutcome;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterReaderTest {
    private final DistinctErrors errors = new DistinctErrors((kind, error) -> {});
    private final Pools pools = new Pools(Settings.defaults(), Clock.SYSTEM, errors, Opener.NONE);
    private final LiveSettings settings =
            new LiveSettings(
                    Settings.defaults(),
                    pools,
                    () -> SettingsLoader.load("", new Properties(), Map.of()));
    private final MeterReader reader =
            new MeterReader(
                    pools,
                    new SessionTable(handle -> null),
                    new HealthCheck(pools, new Incidents(Clock.SYSTEM), List::of, Clock.SYSTEM),
                    settings,
                    errors,
                    Clock.SYSTEM);
    private final HikariDataSource dataSource = new HikariDataSource();

    @BeforeEach
    void register() {
        dataSource.setPoolName("shop");
        dataSource.setJdbcUrl("jdbc:none://db.example/shop?password=secret");
        dataSource.setMaximumPoolSize(7);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private GuardedPool pool() {
        GuardedPool pool = pools.register(dataSource);
        assertThat(pool).isNotNull();
        return pool;
    }

    private double value(Meter meter, String... labels) {
        return reader.read(meter).stream()
                .filter(sample -> sample.labels().equals(List.of(labels)))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @EnumSource(Meter.class)
    void givesEachMeterALabelForEachName(Meter meter) {
        pool();
        List<Sample> samples = reader.read(meter);

        assertThat(samples).isNotEmpty();
        assertThat(samples).allMatch(sample -> sample.labels().size() == meter.labels().size());
        assertThat(new HashSet<>(samples.stream().map(Sample::labels).toList()))
                .hasSameSizeAs(samples);
        boolean histogram = meter.type() == Meter.Type.HISTOGRAM;
        assertThat(samples).allMatch(sample -> (sample.histogram() != null) == histogram);
    }

    @Test
    void readsWhatWasCounted() {
        GuardedPool pool = pool();
        pool.metrics().shared().borrowed(1_000);
        pool.metrics().shared().borrowed(1_000);
        pool.metrics().borrowDenied();
        pool.metrics().leak(LeakCause.IDLE);
        pool.metrics().reclaim(LeakCause.IDLE, ReclaimOutcome.EVICTED);

        assertThat(value(Meter.BORROWS, "shop", "ok")).isEqualTo(2);
        assertThat(value(Meter.BORROWS, "shop", "denied")).isEqualTo(1);
        assertThat(value(Meter.BORROW_WAIT, "shop")).isEqualTo(2);
        assertThat(value(Meter.LEAKS, "shop", "IDLE")).isEqualTo(1);
        assertThat(value(Meter.RECLAIMS, "shop", "IDLE", "EVICTED")).isEqualTo(1);
        assertThat(value(Meter.RECLAIMS, "shop", "IDLE", "FAILED")).isZero();
    }

    @Test
    void tellsKindAndRegionAndNoSecret() {
        pool();

        assertThat(value(Meter.POOL_CONNECTIONS, "shop", "HikariCP", "db.example", "max"))
                .isEqualTo(7);
        for (Meter meter : Meter.values()) {
            assertThat(labels(meter)).doesNotContain("secret");
        }
    }

    private String labels(Meter meter) {
        return reader.read(meter).stream().map(Sample::labels).toList().toString();
    }

    @Test
    void tellsTheBreakersState() {
        GuardedPool pool = pool();
        assertThat(value(Meter.BREAKER_STATE, "shop")).isEqualTo(0);
        assertThat(value(Meter.HEALTH)).isEqualTo(1);

        pool.breaker().open();

        assertThat(value(Meter.BREAKER_STATE, "shop")).isEqualTo(2);
        assertThat(value(Meter.HEALTH)).isEqualTo(0);
    }

    @Test
    void tellsTheModeInForce() {
        settings.set("mode", "observe");

        assertThat(reader.read(Meter.INFO))
                .singleElement()
                .satisfies(
                        sample -> {
                            assertThat(sample.labels().get(1)).isEqualTo("observe");
                            assertThat(sample.value()).isEqualTo(1);
                        });
    }
}
