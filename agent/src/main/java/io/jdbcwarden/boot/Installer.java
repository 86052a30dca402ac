package io.jdbcwarden.boot;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Hooks;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Opener;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the agent, weaves the hooks, proves that they fire, and starts the threads. */
final class Installer {
    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private Installer() {}

    /**
     * Installs everything.
     *
     * @param sources reads the settings again, when an operator asks for it
     * @throws Exception if the hooks do not fire; the application then runs without them
     */
    static void install(
            Settings settings, Supplier<Loaded> sources, Instrumentation instrumentation)
            throws Exception {
        Opener opener = opener(instrumentation);
        Wiring wiring = new Wiring(settings, sources, Clock.SYSTEM, opener);
        SelfTest selfTest = new SelfTest();
        List<Hook> all = new ArrayList<>();
        all.add(selfTest);
        all.addAll(wiring.hooks());
        Hooks hooks =
                FailingHooks.isWanted()
                        ? new FailingHooks(all, Clock.SYSTEM, wiring.errors())
                        : new Hooks(all, Clock.SYSTEM, wiring.errors());
        Weaver weaver = new Weaver(all, wiring.errors());
        wiring.instrumented(weaver.instrumented());
        JdbcWardenBridge.arm(hooks);
        weaver.install(instrumentation);
        try {
            selfTest.run();
        } catch (Exception e) {
            JdbcWardenBridge.arm(null);
            throw e;
        }
        wiring.start();
    }

    private static Opener opener(Instrumentation instrumentation) {
        if (!Modules.exist()) {
            return Opener.NONE;
        }
        return type -> {
            try {
                Modules.open(instrumentation, type, Installer.class);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.debug("cannot open the package of {}: {}", type.getName(), e.toString());
            }
        };
    }
}
