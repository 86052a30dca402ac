package io.jdbcwarden.benchmarks;

import org.jspecify.annotations.Nullable;

/** The two handlers of JDBC Warden's bridge, empty. Public, because woven classes call them. */
public final class BareBridge {
    private BareBridge() {}

    public static @Nullable Object enter(int hook, Object self, @Nullable Object argument) {
        return null;
    }

    public static @Nullable Throwable exit(
            int hook,
            Object self,
            @Nullable Object token,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        return thrown;
    }
}
