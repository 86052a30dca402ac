package io.jdbcwarden.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.log.LogLevel;
import io.jdbcwarden.log.WardenLog;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
    private final LogLevel level = WardenLog.level();
    private String source = "";
    private final LiveSettings settings =
            new LiveSettings(
                    Settings.defaults(),
                    new Pools(
                            Settings.defaults(),
                            Clock.SYSTEM,
                            new DistinctErrors((kind, error) -> {}),
                            Opener.NONE),
                    () -> SettingsLoader.load(source, new Properties(), Map.of()));

    @AfterEach
    void restore() {
        WardenLog.level(level);
    }

    @Test
    void changesASettingAndSaysWhatItWas() {
        assertThat(settings.set("mode", "observe")).isEqualTo("mode=observe (was enforce)");
        assertThat(settings.current().get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(settings.set("mode", "observe")).isEqualTo("nothing to change");
    }

    @Test
    void changesASettingOfOnePool() {
        assertThat(settings.set("pools.shop.mode", "off")).isEqualTo("pools.shop.mode=off");
        assertThat(settings.current().forPool("shop").mode()).isEqualTo(Mode.OFF);
        assertThat(settings.current().get(Catalogue.MODE)).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void changesTheLogsLevel() {
        settings.set("log.level", "error");
        assertThat(WardenLog.level()).isEqualTo(LogLevel.ERROR);
    }

    @Test
    void changesNothingThatIsRefused() {
        assertThatThrownBy(() -> settings.set("require", "user"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("require");
        assertThatThrownBy(() -> settings.set("mode", "perhaps")).hasMessageContaining("enforce");
        assertThat(settings.current()).isSameAs(Settings.defaults());
    }

    @Test
    void readsTheSourcesAgainAndForgetsWhatWasSet() {
        settings.set("ownership", "off");
        source = "mode=observe,require=user";

        assertThat(settings.reload())
                .contains("mode=observe (was enforce)")
                .contains("ownership=block (was off)")
                .endsWith("; after a restart only: require");
        assertThat(settings.current().get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void changesNothingIfTheSourcesHaveFaults() {
        source = "mode=observe,stack=perhaps";

        assertThatThrownBy(settings::reload)
                .hasMessageContaining("nothing was changed")
                .hasMessageContaining("stack=perhaps");
        assertThat(settings.current().get(Catalogue.MODE)).isEqualTo(Mode.ENFORCE);
    }
}
