package io.jdbcwarden.boot;

import io.jdbcwarden.util.DistinctErrors;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** A class that cannot be woven stays as it was; the error is counted and logged once. */
final class WeaveListener extends AgentBuilder.Listener.Adapter {
    private final DistinctErrors errors;

    WeaveListener(DistinctErrors errors) {
        this.errors = errors;
    }

    @Override
    public void onError(
            String typeName,
            @Nullable ClassLoader loader,
            @Nullable JavaModule module,
            boolean loaded,
            Throwable error) {
        errors.record("weave " + typeName, error);
    }
}
