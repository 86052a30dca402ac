package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    @TempDir Path directory;

    private Loaded load(String arguments) {
        return SettingsLoader.load(arguments, properties, environment);
    }

    private String file(String text) throws IOException {
        Path file = directory.resolve("warden.properties");
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void nothingGivenIsAllDefaults() {
        Loaded loaded = SettingsLoader.load(null, properties, environment);
        assertThat(loaded.faults()).isEmpty();
        assertThat(loaded.settings().describe()).isEqualTo("all defaults");
        assertThat(load("").faults()).isEmpty();
    }

    @Test
    void argumentsBeatPropertiesBeatEnvironmentBeatTheFile() throws IOException {
        properties.setProperty("warden.stack", "always");
        properties.setProperty("warden.mode", "off");
        environment.put("WARDEN_REQUIRE", "user");
        environment.put("WARDEN_STACK", "never");
        environment.put(
                "WARDEN_CONFIG",
                file(
                        """
                mode=enforce
                stack=auto
                warden.require=none
                warden.region=eu
                """));
        Settings settings = load("mode=observe").settings();
        assertThat(settings.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(settings.get(Catalogue.STACK)).isEqualTo(StackMode.ALWAYS);
        assertThat(settings.get(Catalogue.REQUIRE)).isEqualTo(Require.USER);
        assertThat(settings.get(Catalogue.REGION)).isEqualTo("eu");
    }

    @Test
    void readsEverySettingFromTheEnvironment() {
        environment.put("WARDEN_LEASE_SUSPECT_AFTER", "1m");
        environment.put("WARDEN_ON_CONFIG_ERROR", "exit");
        environment.put("PATH", "/bin");
        Loaded loaded = load("");
        assertThat(loaded.settings().get(Catalogue.LEASE_SUSPECT_AFTER)).isEqualTo(60_000_000_000L);
        assertThat(loaded.onConfigError()).isEqualTo(OnConfigError.EXIT);
    }

    @Test
    void aValueForOnePoolBeatsOneForAllWhateverTheirSources() throws IOException {
        Settings settings = load("mode=enforce,config=" + file("pools.orders.mode=off")).settings();
        assertThat(settings.forPool("orders").mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void theHigherSourceWinsForTheSamePool() throws IOException {
        Settings settings =
                load("pools.orders.mode=observe,config=" + file("pools.orders.mode=off"))
                        .settings();
        assertThat(settings.forPool("orders").mode()).isEqualTo(Mode.OBSERVE);
    }

    // ------------------------------------------------------------------ agent arguments

    @Test
    void aPieceWithoutAnEqualsSignGoesOnWithTheValueBeforeIt() {
        Settings settings =
                load("breaker.failures=5,40%/20,mode=observe,scope.user=principal, mdc:user")
                        .settings();
        assertThat(settings.get(Catalogue.BREAKER_FAILURES)).hasToString("5,40%/20");
        assertThat(settings.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(settings.get(Catalogue.SCOPE_USER)).hasToString("[principal, mdc:user]");
    }

    @Test
    void semicolonsSeparateWhereThereAreAny() {
        Settings settings =
                load("scope.tags=tenant=header:X-Tenant,channel=mdc:channel;mode=observe")
                        .settings();
        assertThat(settings.get(Catalogue.SCOPE_TAGS)).containsOnlyKeys("tenant", "channel");
        assertThat(settings.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(load("scope.tags=a=mdc:a,b=mdc:b;").settings().get(Catalogue.SCOPE_TAGS))
                .containsOnlyKeys("a", "b");
    }

    @Test
    void oneTagNeedsNoSemicolon() {
        assertThat(load("mode=off,scope.tags=a=mdc:a").settings().get(Catalogue.SCOPE_TAGS))
                .containsOnlyKeys("a");
    }

    @Test
    void saysThatMoreTagsNeedASemicolon() {
        assertThat(load("scope.tags=a=mdc:a,b=mdc:b").faults())
                .containsExactly(
                        "b=mdc:b (agent argument): unknown key; if it is another tag of scope.tags,"
                                + " separate the settings by ; (one at the end is enough)");
    }

    @Test
    void saysWhatIsNoSetting() {
        assertThat(load("observe").faults())
                .containsExactly("observe= (agent argument): not key=value");
    }

    @Test
    void forgivesSpacesStrayCommasAndThePrefix() {
        Settings settings = load(" mode = observe ,, warden.stack=never,").settings();
        assertThat(settings.get(Catalogue.MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(settings.get(Catalogue.STACK)).isEqualTo(StackMode.NEVER);
    }

    @Test
    void aSettingGivenTwiceIsAFault() {
        assertThat(load("mode=observe,mode=off").faults())
                .containsExactly("mode=off (agent argument): given twice");
    }

    // ------------------------------------------------------------------ faults

    @Test
    void reportsTheFaultsOfAllSourcesInOneGo() throws IOException {
        properties.setProperty("warden.lease.maxidle", "5m");
        environment.put("WARDEN_MOD", "off");
        String file = file("breaker.trials=0\nquota.per-host=3");
        Loaded loaded = load("mode=obsrve,config=" + file);
        assertThat(loaded.faults())
                .containsExactly(
                        "mode=obsrve (agent argument): no such choice; accepted: enforce, observe,"
                                + " off",
                        "lease.maxidle=5m (system property warden.lease.maxidle): unknown key;"
                                + " nearest known key: lease.max-idle (a duration: 500ms, 30s, 5m,"
                                + " 2h, 1d; 0 or off)",
                        "WARDEN_MOD=off (environment): unknown key; nearest known key: WARDEN_MODE"
                                + " (enforce, observe, off)",
                        "breaker.trials=0 (file "
                                + file
                                + "): out of range; accepted: a whole number, 1 to 1000",
                        loaded.faults().get(4));
        assertThat(loaded.faults().get(4)).startsWith("quota.per-host=3 (file ");
        assertThatThrownBy(loaded::settings).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void checksAlsoWhatAHigherSourceOverrides() {
        environment.put("WARDEN_MODE", "never");
        assertThat(load("mode=observe").faults()).hasSize(1);
    }

    @Test
    void obeysOnConfigErrorAsFarAsItCanBeTold() {
        assertThat(load("on-config-error=exit,mode=x").onConfigError())
                .isEqualTo(OnConfigError.EXIT);
        assertThat(load("on-config-error=maybe").onConfigError()).isEqualTo(OnConfigError.RUN);
    }

    @Test
    void anUnreadableFileIsAFault() {
        assertThat(load("config=" + directory).faults())
                .singleElement()
                .asString()
                .startsWith("config=" + directory + " (agent argument): cannot be read: ")
                .endsWith("; accepted: path of a readable properties file");
        assertThat(load("config=no-such-file").faults()).hasSize(1);
    }

    @Test
    void aBrokenEscapeInAFileIsAFault() throws IOException {
        assertThat(load("config=" + file("region=\\u00zz")).faults())
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void aFileCannotNameAnotherFile() throws IOException {
        assertThat(load("config=" + file("config=other")).faults())
                .singleElement()
                .asString()
                .contains("a file cannot name another one");
    }

    @Test
    void aKeyWithAndWithoutPrefixInOneFileIsGivenTwice() throws IOException {
        assertThat(load("config=" + file("mode=off\nwarden.mode=off")).faults())
                .singleElement()
                .asString()
                .endsWith("given twice");
    }

    @Test
    void readsFilesAsUtf8WithOrWithoutAByteOrderMark() throws IOException {
        assertThat(load("config=" + file("region=Zürich")).settings().get(Catalogue.REGION))
                .isEqualTo("Zürich");
        assertThat(load("config=" + file("\uFEFFregion=Köln")).settings().get(Catalogue.REGION))
                .isEqualTo("Köln");
        assertThat(Files.readAllBytes(directory.resolve("warden.properties")))
                .startsWith("\uFEFF".getBytes(StandardCharsets.UTF_8));
        assertThat(load("config=" + file("")).settings().describe()).startsWith("config=");
    }

    @Test
    void checksAFileByItself() throws IOException {
        properties.setProperty("warden.mode", "x");
        assertThat(SettingsLoader.check(file("mode=off")).faults()).isEmpty();
        assertThat(SettingsLoader.check(file("mode=x")).faults()).hasSize(1);
        assertThat(SettingsLoader.check("no-such-file").faults()).hasSize(1);
    }

    // ------------------------------------------------------------------ what is not ours

    @Test
    void leavesAloneWhatIsNotASetting() {
        properties.setProperty("warden.test.slow", "1");
        properties.setProperty("warden.internal.x", "1");
        properties.setProperty("wardens.mode", "1");
        environment.put("WARDEN_TEST_X", "1");
        environment.put("WARDEN", "1");
        assertThat(load("").faults()).isEmpty();
    }

    @Test
    void isNotDisturbedByAKubernetesServiceCalledWarden() {
        environment.put("WARDEN_SERVICE_HOST", "10.0.0.1");
        environment.put("WARDEN_SERVICE_PORT", "80");
        environment.put("WARDEN_SERVICE_PORT_HTTP", "80");
        environment.put("WARDEN_PORT", "tcp://10.0.0.1:80");
        environment.put("WARDEN_PORT_80_TCP", "tcp://10.0.0.1:80");
        environment.put("WARDEN_PORT_80_TCP_ADDR", "10.0.0.1");
        assertThat(load("").faults()).isEmpty();
        environment.put("WARDEN_PORT", "80");
        assertThat(load("").faults()).hasSize(1);
    }

    @Test
    void saysThatOnePoolCannotBeSetInTheEnvironment() {
        environment.put("WARDEN_POOLS_ORDERS_MODE", "off");
        assertThat(load("").faults())
                .singleElement()
                .asString()
                .contains("settings of one pool cannot be given in the environment")
                .contains("pools.<name>.<key>");
    }

    @Test
    void ignoresPropertiesThatAreNoText() {
        properties.put("warden.mode", 5);
        properties.put(5, "x");
        assertThat(load("").faults()).isEmpty();
    }

    // ------------------------------------------------------------------ text of faults

    @Test
    void keepsAFaultOnOneLineOfBoundedLength() {
        properties.setProperty("warden.mode", "a\nb" + "x".repeat(10_000));
        assertThat(load("").faults())
                .singleElement()
                .asString()
                .doesNotContain("\n")
                .hasSizeLessThan(500);
    }

    @Test
    void doesNotShowASecretUnderAnUnknownKey() {
        properties.setProperty("warden.console.token", "hunter2");
        assertThat(load("").faults())
                .singleElement()
                .asString()
                .startsWith("console.token=***")
                .doesNotContain("hunter2");
    }
}
