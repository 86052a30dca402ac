package io.jdbcwarden.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.Setting;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagedDatabaseTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String AURORA =
            "jdbc:postgresql://shop.cluster-c7tj.eu-west-1.rds.amazonaws.com/shop";

    private static Pools pools(String arguments) {
        Settings settings = SettingsLoader.load(arguments, new Properties(), Map.of()).settings();
        return new Pools(
                settings,
                Clock.SYSTEM,
                new DistinctErrors(
                        (kind, error) -> {
                            throw new AssertionError(kind, error);
                        }),
                Opener.NONE);
    }

    private static GuardedPool pool(Pools pools, String url) {
        HikariDataSource source = new HikariDataSource();
        source.setPoolName("shop");
        source.setJdbcUrl(url);
        return Objects.requireNonNull(pools.register(source));
    }

    @Test
    void bringsDefaultsThatSuitIt() {
        Pools pools = pools("");
        GuardedPool pool = pool(pools, AURORA);

        assertThat(pool.settings().suspectAfterNanos()).isEqualTo(60 * SECOND);
        assertThat(pool.settings().breakerOpenForNanos()).isEqualTo(3 * SECOND);
        assertThat(pools.profile(pool))
                .isEqualTo("Amazon Aurora: breaker.open-for=3s, lease.suspect-after=60s");
    }

    @Test
    void neverOverridesWhatTheOperatorSet() {
        Pools pools = pools("lease.suspect-after=30s,pools.shop.breaker.open-for=5s");
        GuardedPool pool = pool(pools, AURORA);

        assertThat(pool.settings().suspectAfterNanos()).isEqualTo(30 * SECOND);
        assertThat(pool.settings().breakerOpenForNanos()).isEqualTo(5 * SECOND);
        assertThat(pools.profile(pool)).isEqualTo("Amazon Aurora");
    }

    @Test
    void staysInForceWhenOtherSettingsChangeLiveAndGoesWhenItsOwnDo() {
        Pools pools = pools("");
        GuardedPool pool = pool(pools, AURORA);

        pools.settings(Settings.defaults().with("stack", "never"));
        assertThat(pool.settings().suspectAfterNanos()).isEqualTo(60 * SECOND);

        pools.settings(Settings.defaults().with("lease.suspect-after", "1s"));
        assertThat(pool.settings().suspectAfterNanos()).isEqualTo(SECOND);
        assertThat(pool.settings().breakerOpenForNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void changesNothingForAnyOtherDatabase() {
        Pools pools = pools("");
        GuardedPool pool = pool(pools, "jdbc:postgresql://db.example.org/shop");

        assertThat(pools.profile(pool)).isEmpty();
        PoolSettings defaults = Settings.defaults().forPool("shop");
        assertThat(pool.settings().suspectAfterNanos()).isEqualTo(defaults.suspectAfterNanos());
        assertThat(pool.settings().breakerOpenForNanos()).isEqualTo(defaults.breakerOpenForNanos());
    }

    @ParameterizedTest
    @EnumSource
    void changesSettingsOfPoolsAloneToOtherValuesThanTheDefaults(ManagedDatabase managed) {
        Map<String, Setting<?>> known = new TreeMap<>();
        for (Setting<?> setting : Catalogue.all()) {
            known.put(setting.key(), setting);
        }
        managed.defaults()
                .forEach(
                        (key, value) -> {
                            Setting<?> setting = Objects.requireNonNull(known.get(key), key);
                            assertThat(setting.isPerPool()).isTrue();
                            assertThat(value).isNotEqualTo(setting.defaultText());
                        });
    }

    /** The page has the sources and the reasons; the numbers must be those of the code. */
    @ParameterizedTest
    @EnumSource
    void isDocumentedAsItIs(ManagedDatabase managed) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "databases.md"));
        String defaults =
                managed.defaults().entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "=" + entry.getValue() + "`")
                        .collect(Collectors.joining(", "));

        assertThat(page.lines())
                .anyMatch(
                        line ->
                                line.startsWith("| " + managed.title() + " ")
                                        && line.contains("| " + defaults + " |"));
    }
}
