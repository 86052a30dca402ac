package io.jdbcwarden.operate;

import io.jdbcwarden.pool.BoundPool;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One run of the {@link LoadTest}. */
final class LoadTestRun {
    private static final int VALID_SECONDS = 10;
    private static final TagSources NO_SOURCES =
            new TagSources(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyMap(),
                    key -> null);

    private final GuardedPool pool;
    private final DataSource dataSource;
    private final SessionTable sessions;
    private final Reclaimer reclaimer;
    private final Clock clock;
    private final int count;
    private final long startNanos;
    private final CountDownLatch go = new CountDownLatch(1);
    private final Set<Object> inHands =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>()));
    private final LoadTestTimes times = new LoadTestTimes();
    private final AtomicInteger leaked = new AtomicInteger();
    private final AtomicInteger violations = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean stopped;
    private volatile long nanos = -1;

    LoadTestRun(
            GuardedPool pool,
            DataSource dataSource,
            int count,
            SessionTable sessions,
            Reclaimer reclaimer,
            Clock clock) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.count = count;
        this.sessions = sessions;
        this.reclaimer = reclaimer;
        this.clock = clock;
        this.startNanos = clock.nanos();
    }

    @Nullable ClassLoader loader() {
        return dataSource.getClass().getClassLoader();
    }

    /** Lets all sessions start. */
    void go() {
        go.countDown();
    }

    /** What ends from now on does not count any more. */
    void stop() {
        stopped = true;
    }

    /** One session, on a thread of its own. */
    void session(int number, int user) {
        Tags tags =
                new Tags(
                        "load-test-" + number,
                        "load-user-" + user,
                        Collections.<String, String>emptyMap());
        Scope scope = Scope.of("load test", tags, NO_SOURCES, clock.nanos());
        ThreadState state = ThreadState.current();
        state.scope(scope);
        try {
            go.await();
            long start = clock.nanos();
            borrow(tags);
            long nanos = clock.nanos() - start;
            if (!stopped) {
                times.add(nanos);
            }
        } catch (Throwable t) {
            // Whatever the pool or the driver throws: it is a failed session, and told as such.
            problem.compareAndSet(null, String.valueOf(t));
        } finally {
            done.incrementAndGet();
            state.scope(null);
            if (scope.holdsOneOf(pool)) {
                leaked.incrementAndGet();
            }
            if (scope.leave()) {
                reclaimer.requestEnded(scope);
            }
        }
    }

    private void borrow(Tags tags) throws SQLException {
        Object physical = null;
        try (Connection connection = dataSource.getConnection()) {
            int now = open.incrementAndGet();
            peak.accumulateAndGet(now, Math::max);
            try {
                physical = take(connection, tags);
                if (!connection.isValid(VALID_SECONDS)) {
                    throw new SQLException("the connection is not valid");
                }
                check(connection, tags);
            } finally {
                open.decrementAndGet();
                if (physical != null) {
                    inHands.remove(physical);
                }
            }
        }
    }

    private @Nullable Object take(Connection connection, Tags tags) throws SQLException {
        Object physical = physical(check(connection, tags));
        if (physical != null && !inHands.add(physical)) {
            throw violation("a physical connection is in two hands");
        }
        return physical;
    }

    /** The session behind the connection, which must be this request's and this user's. */
    private Session check(Connection connection, Tags tags) throws SQLException {
        Session session = sessions.get(connection, ThreadState.current());
        if (session == null) {
            throw violation("no session was opened for a connection of pool " + pool.name());
        }
        if (session.tags() != tags || session.thread() != Thread.currentThread()) {
            throw violation("the session of " + tags + " belongs to " + session.tags());
        }
        return session;
    }

    private @Nullable Object physical(Session session) throws SQLException {
        BoundPool bound = pool.bound();
        try {
            return bound == null ? null : bound.physical(session.entry());
        } catch (Throwable t) {
            throw new SQLException("cannot tell the physical connection: " + t, t);
        }
    }

    private SQLException violation(String message) {
        violations.incrementAndGet();
        return new SQLException(message);
    }

    /** The time ends now, unless it did before. */
    synchronized void finish() {
        if (nanos < 0) {
            nanos = clock.nanos() - startNanos;
        }
    }

    /** How far it is now. */
    LoadTestProgress progress(@Nullable String failure) {
        return new LoadTestProgress(
                nanos < 0, Math.min(done.get(), count), open.get(), failure, result());
    }

    /** What came of it so far; a session that has not ended is a failed one. */
    LoadTestResult result() {
        return new LoadTestResult(
                pool.name(),
                count,
                times,
                nanos < 0 ? clock.nanos() - startNanos : nanos,
                leaked.get(),
                violations.get(),
                peak.get(),
                problem.get());
    }
}
