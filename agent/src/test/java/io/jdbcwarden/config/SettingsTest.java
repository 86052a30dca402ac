package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void onePoolCanDifferFromTheOthers() {
        Settings settings = TestSettings.of("mode=observe", "pools.orders.mode=off");
        assertThat(settings.forPool("orders").mode()).isEqualTo(Mode.OFF);
        assertThat(settings.forPool("other").mode()).isEqualTo(Mode.OBSERVE);
        assertThat(settings.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void aPoolOfWhichNothingIsKnownIsObservedUnlessItsOwnNameSaysOtherwise() {
        Settings settings = TestSettings.of("mode=enforce", "pools.mine.mode=enforce");
        assertThat(settings.forUnknownPool("other").mode()).isEqualTo(Mode.OBSERVE);
        assertThat(settings.forUnknownPool("mine").mode()).isEqualTo(Mode.ENFORCE);
        assertThat(TestSettings.of().forUnknownPool("other").mode()).isEqualTo(Mode.OBSERVE);
        assertThat(TestSettings.of("mode=off").forUnknownPool("other").mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void anExactNameBeatsAGlobAndALongerGlobAShorterOne() {
        Settings settings =
                TestSettings.of(
                        "pools.*.breaker.trials=1",
                        "pools.orders-*.breaker.trials=2",
                        "pools.orders-eu-*.breaker.trials=3",
                        "pools.orders-eu-1.breaker.trials=4");
        assertThat(settings.forPool("users").breakerTrials()).isEqualTo(1);
        assertThat(settings.forPool("orders-us").breakerTrials()).isEqualTo(2);
        assertThat(settings.forPool("orders-eu-2").breakerTrials()).isEqualTo(3);
        assertThat(settings.forPool("orders-eu-1").breakerTrials()).isEqualTo(4);
    }

    @Test
    void eachKeyOfAPoolIsLookedUpByItself() {
        Settings settings = TestSettings.of("pools.orders.mode=off", "pools.o*.lease.max-age=1h");
        PoolSettings orders = settings.forPool("orders");
        assertThat(orders.mode()).isEqualTo(Mode.OFF);
        assertThat(orders.maxAgeNanos()).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void aPoolsNameMayHoldDotsAndEvenAKey() {
        Settings settings =
                TestSettings.of("pools.com.acme.breaker.mode=off", "pools.a.breaker.window=1s");
        assertThat(settings.forPool("com.acme.breaker").mode()).isEqualTo(Mode.OFF);
        assertThat(settings.forPool("a").breakerWindowNanos()).isEqualTo(1_000_000_000L);
    }

    @Test
    void changesALiveSettingAndLeavesTheOldSnapshotAlone() {
        Settings before = Settings.defaults();
        Settings after = before.with("mode", " Observe ");
        assertThat(after.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(before.get(Catalogue.MODE)).isEqualTo(Mode.ENFORCE);
        assertThat(after.with("mode", "off").get(Catalogue.MODE)).isEqualTo(Mode.OFF);
    }

    @Test
    void changesALiveSettingOfOnePool() {
        Settings settings = TestSettings.of("pools.orders.mode=off");
        Settings changed = settings.with("pools.orders.mode", "observe");
        assertThat(changed.forPool("orders").mode()).isEqualTo(Mode.OBSERVE);
        assertThat(changed.with("mode", "off").forPool("orders").mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void refusesToChangeLiveWhatIsFixedAtStart() {
        assertThatThrownBy(() -> Settings.defaults().with("require", "user"))
                .isInstanceOf(IllegalSettingException.class)
                .hasMessage(
                        "require=user: cannot be changed while the agent runs; set it at start");
        assertThatThrownBy(() -> Settings.defaults().with("pools.a.require", "user"))
                .isInstanceOf(IllegalSettingException.class);
    }

    @Test
    void refusesABadValueAndSaysWhatIsAccepted() {
        assertThatThrownBy(() -> Settings.defaults().with("mode", "obsrve"))
                .isInstanceOf(IllegalSettingException.class)
                .hasMessage("mode=obsrve: no such choice; accepted: enforce, observe, off");
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheNearest() {
        assertThatThrownBy(() -> Settings.defaults().with("ownershp", "warn"))
                .isInstanceOf(IllegalSettingException.class)
                .hasMessage(
                        "ownershp=warn: unknown key; nearest known key: ownership (block, warn, off)");
        assertThatThrownBy(() -> Settings.defaults().with("pools.a.ownershp", "warn"))
                .hasMessageContaining("nearest known key: pools.a.ownership (");
    }

    @Test
    void refusesToSetForOnePoolWhatIsForAll() {
        assertThatThrownBy(() -> Settings.defaults().with("pools.a.log.level", "debug"))
                .hasMessage("pools.a.log.level=debug: log.level cannot differ from pool to pool");
    }

    @Test
    void reloadTakesWhatIsLiveAndNamesWhatMustWait() {
        Settings running =
                TestSettings.of("mode=off", "require=user", "jmx=true", "pools.a.region=x")
                        .with("ownership", "warn");
        Settings fresh =
                TestSettings.of("stack=never", "require=request", "jmx=true", "log.format=json");
        Reloaded reloaded = running.reload(fresh);
        Settings now = reloaded.settings();
        assertThat(now.get(Catalogue.MODE)).isEqualTo(Mode.ENFORCE);
        assertThat(now.get(Catalogue.OWNERSHIP)).isEqualTo(Ownership.BLOCK);
        assertThat(now.get(Catalogue.STACK)).isEqualTo(StackMode.NEVER);
        assertThat(now.get(Catalogue.REQUIRE)).isEqualTo(Require.USER);
        assertThat(now.forPool("a").region()).isEqualTo("x");
        assertThat(reloaded.needRestart())
                .containsExactlyInAnyOrder("require", "pools.a.region", "log.format");
    }

    @Test
    void listsEverySettingWithItsOriginAndThenThePools() {
        Settings settings = TestSettings.of("mode=off", "pools.a.mode=observe");
        assertThat(settings.entries()).hasSize(Catalogue.all().size() + 1);
        assertThat(settings.entries().get(0)).hasToString("mode=off (system property warden.mode)");
        assertThat(settings.entries().get(Catalogue.all().size()).key()).isEqualTo("pools.a.mode");
        assertThat(settings.describe())
                .isEqualTo(
                        "mode=off (system property warden.mode),"
                                + " pools.a.mode=observe (system property warden.pools.a.mode)");
        assertThat(Settings.defaults().describe()).isEqualTo("all defaults");
    }
}
