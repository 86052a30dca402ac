package io.jdbcwarden.operate;

import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import java.sql.Connection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Borrows a connection as the application would and asks the database whether it is there. The
 * breaker is not asked, and no session is opened: it is the agent's own borrow.
 */
public final class Probe {
    /** The longest time-out, in milliseconds. */
    public static final long LONGEST_MILLIS = 60_000;

    private final Pools pools;
    private final Deadlines deadlines;
    private final Clock clock;

    public Probe(Pools pools, Deadlines deadlines, Clock clock) {
        this.pools = pools;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /**
     * Probes a pool. Never waits much longer than the time-out, whatever the driver does.
     *
     * @param timeoutMillis for all of it; from 1 to {@link #LONGEST_MILLIS}
     * @throws IllegalArgumentException if there is no such pool
     */
    public ProbeResult probe(String name, long timeoutMillis) {
        DataSource dataSource = PoolAccess.dataSource(PoolAccess.pool(pools, name));
        long start = clock.nanos();
        String problem;
        try {
            problem =
                    deadlines.call(
                            TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
                            () -> ask(dataSource, timeoutMillis));
        } catch (TimeoutException e) {
            problem = String.valueOf(e.getMessage());
        } catch (ExecutionException e) {
            problem = String.valueOf(e.getCause());
        }
        return new ProbeResult(name, problem, (clock.nanos() - start) / 1e6);
    }

    /** On a helper thread: closes what it borrowed even if nobody waits for it any more. */
    private static String ask(DataSource dataSource, long timeoutMillis) throws Exception {
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try (Connection connection = dataSource.getConnection()) {
            int seconds = (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(timeoutMillis));
            return connection.isValid(seconds) ? "" : "the connection is not valid";
        } finally {
            state.leaveAgent();
        }
    }
}
