package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolMetrics;

/**
 * How many connections of a pool are out that were borrowed before the agent was attached: what the
 * pool says is out, less the sessions that are open. It only becomes fewer, so the least that was
 * seen counts. Looked at by one thread.
 */
final class EarlierBorrows {
    private static final int TRIES = 10;

    private volatile int out = -1;

    /** So many; 0 before the first look. */
    int out() {
        return Math.max(0, out);
    }

    /** One look. A borrow or return in between would make it wrong: then it does not count. */
    void look(GuardedPool pool) {
        for (int i = 0; i < TRIES && out != 0; i++) {
            PoolMetrics metrics = pool.metrics();
            long before = metrics.borrows() + metrics.returns();
            int sessions = metrics.active();
            int active = pool.numbers().active();
            if (active >= 0 && before == metrics.borrows() + metrics.returns()) {
                int unseen = Math.max(0, active - sessions);
                out = out < 0 ? unseen : Math.min(out, unseen);
                return;
            }
        }
    }
}
