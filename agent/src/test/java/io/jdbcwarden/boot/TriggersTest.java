package io.jdbcwarden.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Opener;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private static final Loaded DEFAULTS = SettingsLoader.load("", new Properties(), Map.of());

    @Test
    void areTheMarkersOfAllHooksButThoseThatServeOthers() {
        Set<String> markers = new HashSet<>();
        Set<String> bootClasses = new HashSet<>();
        for (Hook hook :
                new Wiring(DEFAULTS.settings(), () -> DEFAULTS, Clock.SYSTEM, Opener.NONE)
                        .hooks()) {
            // Of no use without a request.
            if (hook.name().startsWith("unknown.")) {
                continue;
            }
            if (!hook.name().equals("mdc") && !hook.name().equals("micrometer")) {
                markers.addAll(hook.markers());
            }
            hook.bootClasses().forEach(name -> bootClasses.add(name.replace('.', '/')));
        }

        assertThat(Triggers.MARKERS).containsExactlyInAnyOrderElementsOf(markers);
        assertThat(Triggers.BOOT_CLASSES).containsExactlyInAnyOrderElementsOf(bootClasses);
    }

    @Test
    void includeTheMethodsThatTheSettingsName() {
        Loaded loaded =
                SettingsLoader.load(
                        "scope.methods=com.acme.jobs.*#run", new Properties(), Map.of());
        Candidates candidates =
                new Triggers(loaded.settings().get(io.jdbcwarden.config.Catalogue.SCOPE_METHODS))
                        .candidates();

        ClassLoader application = new ClassLoader() {};
        assertThat(candidates.has(application, "x/Y", classFile("com/acme/jobs/Nightly"))).isTrue();
        assertThat(candidates.has(application, "x/Y", classFile("com/acme/Shop"))).isFalse();
    }

    @Test
    void areFoundAmongClassesThatAreLoaded() {
        Triggers triggers = new Triggers(List.of());

        assertThat(triggers.isAmong(new Class<?>[] {String.class, List.class})).isFalse();
        assertThat(triggers.isAmong(new Class<?>[] {com.zaxxer.hikari.HikariDataSource.class}))
                .isTrue();
    }

    private static byte[] classFile(String text) {
        return ("CAFEBABE....." + text + ";").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
