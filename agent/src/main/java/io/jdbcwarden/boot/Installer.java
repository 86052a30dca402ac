package io.jdbcwarden.boot;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Hooks;
import io.jdbcwarden.hook.jdbc.UnknownBorrows;
import io.jdbcwarden.log.WardenLog;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.Opener;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Wires the agent, weaves the hooks, and proves that they fire. */
final class Installer {
    private static final Logger LOG = WardenLog.logger(Installer.class);

    private Installer() {}

    /**
     * Installs everything.
     *
     * @param sources reads the settings again, when an operator asks for it
     * @param inTransform whether it is called inside a transformer
     * @param sleeper gets the transformer, before the hooks are proved to fire
     * @return what remains: it weaves again what was loaded before, and starts the threads
     * @throws Exception if the hooks do not fire; the application then runs without them
     */
    static Runnable install(
            Settings settings,
            Supplier<Loaded> sources,
            Instrumentation instrumentation,
            boolean inTransform,
            Sleeper sleeper)
            throws Exception {
        if (Boolean.getBoolean("warden.internal.fail.start")) {
            throw new IllegalStateException("broken on purpose, at the start");
        }
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
        Weaver weaver =
                new Weaver(
                        all,
                        name -> wiring.unknown().isLearned(name),
                        GateDefiner.of(instrumentation),
                        wiring.errors());
        wiring.instrumented(weaver.instrumented());
        JdbcWardenBridge.arm(hooks);
        try {
            ClassFileTransformer transformer = weaver;
            sleeper.weaveWith(transformer);
            selfTest.run(inTransform ? transformer : null);
        } catch (Throwable t) {
            JdbcWardenBridge.arm(null);
            throw t;
        }
        weaver.tellHooks(instrumentation);
        UnknownBorrows unknown = wiring.unknown();
        unknown.weaveWith(() -> weaver.retransform(instrumentation, unknown::isLearned));
        return () -> {
            weaver.retransform(instrumentation, type -> true);
            wiring.start();
        };
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
