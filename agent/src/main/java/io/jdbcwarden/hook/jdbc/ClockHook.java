package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.ClockCalls;
import io.jdbcwarden.weave.MethodShape;
import org.jspecify.annotations.Nullable;

/** What a pool reads from the clock while it serves a borrow: nobody needs to read it again. */
final class ClockHook extends PoolClassHook {
    private final ClockCalls clock;

    ClockHook(PoolClasses pool, ClockCalls clock) {
        super(pool, ".clock", pool::isClockReader, Advice.CLOCK);
        this.clock = clock;
    }

    @Override
    public ClockCalls clock() {
        return clock;
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isNamed("getConnection") && method.takes(0, "long");
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        return null;
    }

    @Override
    public void told(long first, long second) {
        ThreadState.current().poolsClock(first, second);
    }
}
