package io.jdbcwarden.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Opener;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MeantHooksTest {
    private static final Loaded DEFAULTS = SettingsLoader.load(null, new Properties(), Map.of());

    private final ClassLoader application = new ClassLoader() {};
    private final List<Hook> all =
            new Wiring(DEFAULTS.settings(), () -> DEFAULTS, Clock.SYSTEM, Opener.NONE).hooks();
    private final MeantHooks hooks = new MeantHooks(all);

    private static byte[] file(String... texts) {
        return ("CAFEBABE....." + String.join(" ", texts)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void areThoseOfWhoseMarkersTheFileHoldsOne() {
        for (Hook hook : all) {
            for (String marker : hook.markers()) {
                List<Hook> expected = new ArrayList<>();
                for (Hook other : all) {
                    if (other.markers().stream().anyMatch(marker::contains)) {
                        expected.add(other);
                    }
                }
                assertThat(hooks.of(application, "com/acme/Dao", file(marker), false))
                        .as(marker)
                        .containsExactlyElementsOf(expected)
                        .contains(hook);
            }
        }
    }

    @Test
    void comeInTheirOwnOrderWhateverTheOrderInTheFile() {
        List<Hook> meant =
                hooks.of(
                        application,
                        "com/acme/Dao",
                        file("javax/servlet/ServletRequest", "com/zaxxer/hikari/"),
                        false);

        assertThat(meant).extracting(Hook::name).contains("servlet", "hikari.borrow");
        assertThat(meant).extracting(all::indexOf).isSorted();
    }

    @Test
    void areNoneForAClassThatNamesNothingOfAll() {
        assertThat(hooks.of(application, "com/acme/Dao", file("com/acme/Order"), false)).isEmpty();
        assertThat(hooks.of(application, null, file("com/zaxxer/hikari/"), false)).isEmpty();
    }

    /** What was learned while the application ran has no markers. */
    @Test
    void areThoseWithoutMarkersForALearnedClass() {
        List<Hook> meant = hooks.of(application, "com/acme/Handle", file("com/acme/Order"), true);

        assertThat(meant).isNotEmpty().allMatch(hook -> hook.markers().isEmpty());
    }

    @Test
    void areForClassesOfTheJdkThoseThatNameThem() {
        assertThat(hooks.of(null, "java/sql/DriverManager", file("com/zaxxer/hikari/"), false))
                .extracting(Hook::name)
                .containsExactly("unknown.driver-manager");
        assertThat(hooks.of(null, "java/sql/Types", file("com/zaxxer/hikari/"), false)).isEmpty();
        assertThat(hooks.of(java.sql.DriverManager.class))
                .extracting(Hook::name)
                .containsExactly("unknown.driver-manager");
        assertThat(hooks.of(java.sql.Types.class)).isEmpty();
    }

    @Test
    void areForALoadedClassThoseThatKnowItByItsName() throws Exception {
        URL jar = HikariConfig.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            assertThat(hooks.of(loader.loadClass(HikariConfig.class.getName())))
                    .extracting(Hook::name)
                    .contains("hikari.borrow")
                    .doesNotContain("druid.borrow");
        }
        assertThat(hooks.of(MeantHooksTest.class)).as("a class of the agent itself").isEmpty();
    }
}
