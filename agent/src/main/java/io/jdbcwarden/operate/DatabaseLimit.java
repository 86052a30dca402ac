package io.jdbcwarden.operate;

import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.metric.PoolNumbers;
import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.session.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections more a database would take. Asked on a connection of the pool while some are
 * idle, at most twice a minute: when it is full, which is when the answer is needed, nobody could
 * ask.
 */
public final class DatabaseLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLimit.class);
    private static final long EVERY_NANOS = 30_000_000_000L;

    /** For an administrator who wants to see what is going on. */
    private static final int KEPT_FREE = 3;

    private final Deadlines deadlines;
    private final Dialects dialects;
    private final Map<GuardedPool, Seen> seen = new ConcurrentHashMap<>();

    public DatabaseLimit(Deadlines deadlines, Dialects dialects) {
        this.deadlines = deadlines;
        this.dialects = dialects;
    }

    /** Looks again if it is time, without waiting for the answer. */
    void look(GuardedPool pool, PoolNumbers now, long nowNanos) {
        Seen last = seen.get(pool);
        boolean due = last == null || nowNanos - last.atNanos > EVERY_NANOS;
        if (!due || now.idle() < 1) {
            return;
        }
        seen.put(pool, new Seen(nowNanos, now.total(), last == null ? -1 : last.left));
        deadlines.start(
                () -> {
                    int left = ask(pool);
                    seen.replace(pool, new Seen(nowNanos, now.total(), left));
                });
    }

    /** The pool is gone. */
    void forget(GuardedPool pool) {
        seen.remove(pool);
    }

    /** How many connections more than now; -1 if it is not known. */
    int left(GuardedPool pool, PoolNumbers now) {
        Seen last = seen.get(pool);
        if (last == null || last.left < 0) {
            return -1;
        }
        // Of the places up to its largest size the pool is sure already to take what it needs.
        return Math.max(0, last.total + last.left - KEPT_FREE - now.max());
    }

    private int ask(GuardedPool pool) {
        Object source = pool.dataSource();
        BoundPool bound = pool.bound();
        if (!(source instanceof DataSource) || bound == null) {
            return -1;
        }
        ThreadState.current().enterAgent();
        try (Connection handle = ((DataSource) source).getConnection()) {
            return dialects.connectionsLeft(physical(bound, handle), handle);
        } catch (Throwable t) {
            LOG.debug(
                    "pool {}: cannot ask for the database's limit: {}", pool.name(), t.toString());
            return -1;
        } finally {
            ThreadState.current().leaveAgent();
        }
    }

    private static Class<?> physical(BoundPool bound, Connection handle) throws Throwable {
        Object entry = bound.entryOf(handle);
        Connection physical = entry == null ? null : bound.physical(entry);
        if (physical == null) {
            throw new SQLException("not a connection of this pool");
        }
        return physical.getClass();
    }

    private static final class Seen {
        final long atNanos;
        final int total;
        final int left;

        Seen(long atNanos, int total, int left) {
            this.atNanos = atNanos;
            this.total = total;
            this.left = left;
        }
    }
}
