package io.jdbcwarden.session;

import io.jdbcwarden.config.Settings;
import org.jspecify.annotations.Nullable;

/** Sessions for tests. */
public final class Sessions {
    private static final PoolContext POOL =
            new PoolContext("test", Settings.defaults().forPool("test"));

    private Sessions() {}

    /** A session of the calling thread. */
    public static Session of(long id, Object entry) {
        return of(id, entry, null);
    }

    /** A session of a request, or of the calling thread. */
    public static Session of(long id, Object entry, @Nullable Scope scope) {
        return new Session(
                id,
                POOL,
                entry,
                scope,
                Thread.currentThread(),
                scope == null ? Tags.NONE : scope.tags(),
                0,
                null);
    }
}
