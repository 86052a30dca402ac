package io.jdbcwarden.session;

import io.jdbcwarden.config.StackMode;
import io.jdbcwarden.util.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Captures where connections are borrowed.
 *
 * <p>{@code stack=auto} costs at most one percent of a core: each capture is timed and paid from a
 * budget that fills with the time, whatever the depth of the stacks and the rate of borrows. The
 * budget is half of that, because a capture also costs what cannot be timed: memory, and what it
 * drives out of the processor's caches. Work of a kind that leaked is always captured, so the
 * second leak of a site names its line.
 */
public final class BorrowStacks {
    private static final int SHARE = 200;
    private static final long MOST_SAVED_NANOS = 20_000_000;
    private static final int MOST_SITES = 256;

    private final Clock clock;
    private final AtomicLong paidUntil;
    private final Set<String> leaky = ConcurrentHashMap.newKeySet();
    private volatile boolean anyLeaky;

    public BorrowStacks(Clock clock) {
        this.clock = clock;
        this.paidUntil = new AtomicLong(clock.nanos());
    }

    /**
     * The stack of the caller, or null if it is not to be captured.
     *
     * @param nowNanos the time just read by the caller
     */
    public @Nullable Throwable capture(StackMode mode, @Nullable Scope scope, long nowNanos) {
        if (mode == StackMode.NEVER) {
            return null;
        }
        if (mode == StackMode.ALWAYS || (anyLeaky && leaky.contains(siteOf(scope)))) {
            return new BorrowStack();
        }
        long paid = paidUntil.get();
        if (paid - nowNanos > 0) {
            return null;
        }
        BorrowStack stack = new BorrowStack();
        long cost = clock.nanos() - nowNanos;
        // Time not spent is saved up, but not without end: a burst after a quiet night stays small.
        long from = Math.max(paid, nowNanos - MOST_SAVED_NANOS * SHARE);
        paidUntil.compareAndSet(paid, from + cost * SHARE);
        return stack;
    }

    /** Remembers that work of this session's kind leaked. */
    public void leaked(Session session) {
        if (leaky.size() < MOST_SITES) {
            leaky.add(siteOf(session.scope()));
            anyLeaky = true;
        }
    }

    private static String siteOf(@Nullable Scope scope) {
        return scope == null ? "" : scope.entry();
    }

    /** Not an error: a stack that costs nothing to resolve until somebody reads it. */
    static final class BorrowStack extends Throwable {
        private static final long serialVersionUID = 1L;

        BorrowStack() {
            super("borrowed here", null, false, true);
        }
    }
}
