package io.jdbcwarden.hook;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.bridge.JdbcWardenHook;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All hooks, behind the bridge: finds the hook of a call, counts its errors, and gives up on it.
 */
public class Hooks extends JdbcWardenBridge {
    /** So many errors of one hook within a minute switch it off. */
    static final int TOO_MANY = 20;

    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final Hook[] hooks;
    private final Clock clock;
    private final DistinctErrors errors;
    private final AtomicIntegerArray recent = new AtomicIntegerArray(MAX_HOOKS);
    private final AtomicLongArray windowStart = new AtomicLongArray(MAX_HOOKS);

    /** Gives each hook its id, in this order. */
    public Hooks(List<Hook> all, Clock clock, DistinctErrors errors) {
        if (all.size() > MAX_HOOKS) {
            throw new IllegalArgumentException(all.size() + " hooks, at most " + MAX_HOOKS);
        }
        this.hooks = all.toArray(new Hook[0]);
        this.clock = clock;
        this.errors = errors;
        for (int i = 0; i < hooks.length; i++) {
            hooks[i].id(i);
        }
    }

    public List<Hook> all() {
        List<Hook> list = new ArrayList<>();
        Collections.addAll(list, hooks);
        return list;
    }

    @Override
    protected JdbcWardenHook hook(int id) {
        return hooks[id];
    }

    @Override
    protected boolean failed(int hook, Throwable error) {
        String name = hooks[hook].name();
        errors.record("hook " + name, error);
        long now = clock.nanos();
        long start = windowStart.get(hook);
        if (start == 0 || now - start > WINDOW_NANOS) {
            windowStart.set(hook, now == 0 ? 1 : now);
            recent.set(hook, 0);
        }
        if (recent.incrementAndGet(hook) < TOO_MANY) {
            return false;
        }
        LOG.error(
                "hook {} failed {} times within a minute and is switched off; the application goes on"
                        + " without it. Last error: {}",
                name,
                TOO_MANY,
                String.valueOf(error));
        return true;
    }
}
