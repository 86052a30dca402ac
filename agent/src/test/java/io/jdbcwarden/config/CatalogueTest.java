package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    static Iterable<Setting<?>> all() {
        return Catalogue.all();
    }

    @Test
    void hasEachKeyOnceAlsoInTheEnvironment() {
        assertThat(Catalogue.all()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Catalogue.all()).extracting(Setting::environmentName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void documentsEachSetting(Setting<?> setting) {
        assertThat(setting.meaning()).endsWith(".").doesNotContain("\n", "|");
        assertThat(setting.accepted()).isNotBlank().doesNotContain("\n", "|");
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsEachSettingByItsKey(Setting<?> setting) {
        assertThat(Catalogue.find(setting.key())).isSameAs(setting);
    }

    @Test
    void hasTheDefaultsOfTheContract() {
        PoolSettings pool = Settings.defaults().forPool("any");
        assertThat(pool.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(pool.require()).isEqualTo(Require.NONE);
        assertThat(pool.ownership()).isEqualTo(Ownership.BLOCK);
        assertThat(pool.suspectAfterNanos()).isEqualTo(30_000_000_000L);
        assertThat(pool.maxIdleNanos()).isEqualTo(300_000_000_000L);
        assertThat(pool.maxAgeNanos()).isZero();
        assertThat(pool.reclaimWhen()).isEqualTo(ReclaimWhen.PRESSURE);
        assertThat(pool.reclaimGraceNanos()).isEqualTo(2_000_000_000L);
        assertThat(pool.reclaimRate()).hasToString("60 in 60 s");
        assertThat(pool.exempt().isEmpty()).isTrue();
        assertThat(pool.rollbackOnReturn()).isTrue();
        assertThat(pool.stack()).isEqualTo(StackMode.AUTO);
        assertThat(pool.breakerOn()).isTrue();
        assertThat(pool.breakerFailures()).hasToString("5,50%/20");
        assertThat(pool.breakerWindowNanos()).isEqualTo(10_000_000_000L);
        assertThat(pool.breakerOpenForNanos()).isEqualTo(5_000_000_000L);
        assertThat(pool.breakerTrials()).isEqualTo(3);
        assertThat(pool.breakerCountTimeouts()).isFalse();
        assertThat(pool.region()).isNull();
    }
}
