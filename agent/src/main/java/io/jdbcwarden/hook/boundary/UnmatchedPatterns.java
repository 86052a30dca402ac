package io.jdbcwarden.hook.boundary;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports once which patterns of {@code scope.methods} have matched nothing, a while after the
 * application has begun to borrow: a misspelt entry would guard nothing, silently. For one thread.
 */
final class UnmatchedPatterns {
    static final long PATIENCE_NANOS = 60_000_000_000L;

    private final List<PatternUse> patterns;
    private final LongSupplier borrows;
    private final Consumer<String> warn;
    private boolean counting;
    private boolean reported;
    private long firstBorrowNanos;

    /**
     * @param borrows how many connections were borrowed so far
     */
    UnmatchedPatterns(List<PatternUse> patterns, LongSupplier borrows, Consumer<String> warn) {
        this.patterns = patterns;
        this.borrows = borrows;
        this.warn = warn;
    }

    void tick(long now) {
        if (reported || borrows.getAsLong() == 0) {
            return;
        }
        if (!counting) {
            counting = true;
            firstBorrowNanos = now;
        }
        if (now - firstBorrowNanos < PATIENCE_NANOS) {
            return;
        }
        reported = true;
        for (PatternUse pattern : patterns) {
            if (!pattern.isFound()) {
                warn.accept(pattern.complaint());
            }
        }
    }
}
