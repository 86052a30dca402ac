package io.jdbcwarden.boot;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.log.WardenLog;
import io.jdbcwarden.weave.Gates;
import io.jdbcwarden.weave.Weaving;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Defines the gate of each hook that is woven, in {@code java.lang}, before its first use: woven
 * code that named a class which is not there would fail the application's call. A hook whose gate
 * cannot be had is called through the bridge.
 */
final class GateDefiner implements Gates {
    private static final Logger LOG = WardenLog.logger(GateDefiner.class);

    private final Object lookup;
    private byte @Nullable [] pattern;
    private final @Nullable String[] gates = new String[JdbcWardenBridge.MAX_HOOKS];
    private final boolean[] asked = new boolean[JdbcWardenBridge.MAX_HOOKS];

    private GateDefiner(Object lookup) {
        this.lookup = lookup;
    }

    /** One for this JVM; {@link Gates#NONE} before Java 9, which lets nobody define them. */
    static Gates of(Instrumentation instrumentation) {
        if (!BridgeDefiner.canDefine()) {
            return NONE;
        }
        try {
            return new GateDefiner(BridgeDefiner.lookup(instrumentation));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("hooks are called through the bridge: {}", e.toString());
            return NONE;
        }
    }

    @Override
    public synchronized @Nullable String of(Weaving weaving) {
        int id = weaving.id();
        if (!asked[id]) {
            asked[id] = true;
            gates[id] = open(weaving);
        }
        return gates[id];
    }

    private @Nullable String open(Weaving weaving) {
        String name = Gates.name(weaving.id());
        try {
            // Fails if there is one: an agent has left it that could not start, with its own hook.
            define(weaving.id());
            // It looks its hook up now, and not on a thread of the application.
            Class.forName(name, true, null);
            return name.replace('.', '/');
        } catch (Exception | LinkageError e) {
            LOG.debug("hook {} is called through the bridge: {}", weaving.name(), e.toString());
            return null;
        }
    }

    private void define(int id) throws ReflectiveOperationException, IOException {
        byte[] file = pattern;
        if (file == null) {
            pattern = file = BridgeDefiner.bytes(Gates.PATTERN);
        }
        BridgeDefiner.define(lookup, Gates.classFile(file, id));
    }
}
