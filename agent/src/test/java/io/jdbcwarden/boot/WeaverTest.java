package io.jdbcwarden.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Opener;
import io.jdbcwarden.weave.Gates;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private static final Loaded DEFAULTS = SettingsLoader.load(null, new Properties(), Map.of());

    private final Wiring wiring =
            new Wiring(DEFAULTS.settings(), () -> DEFAULTS, Clock.SYSTEM, Opener.NONE);
    private final Weaver weaver =
            new Weaver(wiring.hooks(), name -> false, Gates.NONE, wiring.errors());

    private Hook borrow(String pool) {
        return wiring.hooks().stream()
                .filter(hook -> hook.name().equals(pool + ".borrow"))
                .findAny()
                .orElseThrow();
    }

    private static byte[] brokenClassFile() {
        return "CAFEBABE..... com/zaxxer/hikari/".getBytes(StandardCharsets.UTF_8);
    }

    /** Its sessions would never be seen to end. */
    @Test
    void aPoolWithAClassThatCannotBeWovenIsLeftAlone() throws Throwable {
        Object source = new Object();
        Object token = requireNonNull(borrow("hikari").enter(source, null));
        borrow("hikari").exit(source, token, null, null);

        byte[] woven =
                weaver.transform(
                        new ClassLoader() {},
                        "com/zaxxer/hikari/pool/ProxyConnection",
                        null,
                        null,
                        brokenClassFile());

        assertThat(woven).isNull();
        assertThat(borrow("hikari").enter(source, null)).isNull();
        Object another = requireNonNull(borrow("dbcp2").enter(source, null));
        borrow("dbcp2").exit(source, another, null, null);
    }

    @Test
    void anotherClassThatCannotBeWovenChangesNothing() throws Throwable {
        weaver.transform(new ClassLoader() {}, "com/acme/Dao", null, null, brokenClassFile());

        Object source = new Object();
        Object token = requireNonNull(borrow("hikari").enter(source, null));
        borrow("hikari").exit(source, token, null, null);
    }
}
