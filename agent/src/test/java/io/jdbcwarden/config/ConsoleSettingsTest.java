package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {
    private static List<String> faults(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty("warden." + key, value);
        return SettingsLoader.load(null, properties, Map.of()).faults();
    }

    @Test
    void isOffAndLocalByDefault() {
        Settings settings = Settings.defaults();

        assertThat(settings.get(Catalogue.CONSOLE_PORT)).isZero();
        assertThat(settings.get(Catalogue.CONSOLE_BIND)).isEqualTo("127.0.0.1");
        assertThat(settings.get(Catalogue.CONSOLE_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "::1", "0.0.0.0", "fe80::1%eth0", "app-1.example", "größe"})
    void takesAnAddressOrAName(String bind) {
        assertThat(TestSettings.of("console.bind=" + bind).get(Catalogue.CONSOLE_BIND))
                .isEqualTo(bind);
    }

    @ParameterizedTest
    @CsvSource({
        "console.bind, 'http://host/', 'console.bind=http://host/ (system property"
                + " warden.console.bind): not an address, nor the name of a host; accepted: an"
                + " address or host name of this machine: 127.0.0.1, ::1, 0.0.0.0'",
        "console.bind, ' ', 'console.bind=  (system property warden.console.bind): missing;"
                + " accepted: an address or host name of this machine: 127.0.0.1, ::1, 0.0.0.0'",
        "console.port, 65536, 'console.port=65536 (system property warden.console.port): out of"
                + " range; accepted: a whole number, 0 to 65535'"
    })
    void saysWhatIsWrong(String key, String value, String fault) {
        assertThat(faults(key, value)).singleElement().asString().isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "hunter2, too short",
        "'with spaces inside it', characters",
        "pässwörter-viele, char"
    })
    void tellsNoBadToken(String token, String problem) {
        assertThat(faults("console.token", token))
                .singleElement()
                .asString()
                .startsWith("console.token=***")
                .contains(problem)
                .doesNotContain(token);
    }

    @Test
    void refusesATokenThatNoHeaderCarries() {
        assertThat(faults("console.token", "x".repeat(201)))
                .singleElement()
                .asString()
                .contains("too long");
    }

    /** Settings are logged at the start, and shown in the dump for tickets. */
    @Test
    void showsTheTokenNowhere() {
        Settings settings = TestSettings.of("console.token=0123456789abcdef", "mode=observe");

        assertThat(settings.get(Catalogue.CONSOLE_TOKEN)).isEqualTo("0123456789abcdef");
        assertThat(settings.describe()).contains("console.token=***").contains("mode=observe");
        assertThat(settings.entries().toString()).doesNotContain("0123456789abcdef");
        assertThat(settings.reload(TestSettings.of("console.token=fedcba9876543210")).needRestart())
                .contains("console.token");
    }
}
