package io.jdbcwarden.pool;

import io.jdbcwarden.metric.PoolNumbers;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Steps that several leaves take alike. */
final class PoolSteps {
    private PoolSteps() {}

    /** Ends the driver's connection without waiting for what runs on it; null is none. */
    static void abort(@Nullable Connection physical) throws SQLException {
        if (physical != null) {
            physical.abort(Runnable::run);
        }
    }

    /** How many threads wait for what there is room for. */
    static int unserved(PoolNumbers now) {
        return Math.min(now.max() - now.total(), now.pending());
    }

    /**
     * Borrows and gives back, once for each thread that waits and that there is room for: some
     * pools make a connection only when somebody asks anew, and then give it to who came first.
     */
    static void askAnew(PoolNumbers now, Callable<Connection> borrow) throws Exception {
        for (int i = unserved(now); i > 0; i--) {
            try {
                borrow.call().close();
            } catch (SQLException e) {
                // Those who waited were served, and took all there is.
                return;
            }
        }
    }

    /** Sets both sizes in the order in which the smaller one never passes the larger one. */
    static void resize(
            Object of, MethodHandle setMin, int min, MethodHandle setMax, int max, int maxNow)
            throws Throwable {
        if (max >= maxNow) {
            setMax.invoke(of, (Object) max);
            setMin.invoke(of, (Object) min);
        } else {
            setMin.invoke(of, (Object) min);
            setMax.invoke(of, (Object) max);
        }
    }
}
