package io.jdbcwarden.session;

import io.jdbcwarden.config.Settings;
import io.jdbcwarden.metric.PoolMetrics;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** Sessions for tests. */
public final class Sessions {
    private static final PoolContext POOL = pool();

    private Sessions() {}

    /** A pool's context with the default settings. */
    public static PoolContext pool() {
        return new PoolContext("test", Settings.defaults().forPool("test"), new PoolMetrics());
    }

    /** A session of the calling thread. */
    public static Session of(long id, Object entry) {
        return of(id, entry, null);
    }

    /** A session of a request, or of the calling thread. */
    public static Session of(long id, Object entry, @Nullable Scope scope) {
        return new Session(
                new Object(),
                new ReferenceQueue<>(),
                Slot.of(entry),
                entry,
                id,
                POOL,
                scope,
                ThreadState.current(),
                scope == null ? Tags.NONE : scope.tags(),
                0,
                null);
    }
}
