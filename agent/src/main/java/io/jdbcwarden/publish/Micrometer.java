package io.jdbcwarden.publish;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the agent's meters in each Micrometer registry of the application, from some seconds
 * after it was made: until then the application adds filters and common tags, which count only for
 * meters that come later.
 *
 * <p>Registering calls listeners and filters of the application, so it has a thread of its own, one
 * daemon. Registries are held weakly.
 */
public final class Micrometer {
    private static final long SETTLED_NANOS = 5_000_000_000L;
    private static final long PASS_NANOS = 2_000_000_000L;

    private final MeterReader reader;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Readings readings;
    private final List<MicrometerRegistry> registries = new CopyOnWriteArrayList<>();
    private final List<WeakReference<Class<?>>> loadedBefore = new CopyOnWriteArrayList<>();
    private boolean started;

    public Micrometer(MeterReader reader, DistinctErrors errors, Clock clock) {
        this.reader = reader;
        this.errors = errors;
        this.clock = clock;
        this.readings = new Readings(reader, clock);
    }

    /** What learns of registries. */
    public Hook hook() {
        return new MicrometerHook(this);
    }

    /** Starts the thread, once there is something to publish in. For one thread. */
    public void tick(long nowNanos) {
        if (!started && !(registries.isEmpty() && loadedBefore.isEmpty())) {
            started = true;
            Thread thread = Deadlines.thread(this::work);
            thread.setName("jdbc-warden-micrometer");
            thread.start();
        }
    }

    /** A registry is being made: its own constructors have not run yet. Any thread. */
    void made(Object registry) {
        synchronized (registries) {
            for (MicrometerRegistry known : registries) {
                if (known.get() == registry) {
                    return;
                }
            }
            registries.add(new MicrometerRegistry(registry, clock.nanos()));
        }
    }

    /**
     * Registries may have been made before this class was woven: those that the application added
     * to the global one are found. Any thread.
     */
    void loadedBefore(Class<?> meterRegistry) {
        loadedBefore.add(new WeakReference<>(meterRegistry));
    }

    private void work() {
        while (true) {
            LockSupport.parkNanos(PASS_NANOS);
            try {
                pass();
            } catch (Throwable t) {
                errors.record("publish to Micrometer", t);
            }
        }
    }

    private void pass() {
        loadedBefore.removeIf(type -> !lookInto(type.get()));
        registries.removeIf(registry -> registry.get() == null);
        List<MicrometerRegistry> settled = new ArrayList<>();
        long now = clock.nanos();
        for (MicrometerRegistry registry : registries) {
            if (now - registry.sinceNanos() >= SETTLED_NANOS) {
                settled.add(registry);
            }
        }
        if (!settled.isEmpty()) {
            Set<MeterValue> values = readings.all();
            for (MicrometerRegistry registry : settled) {
                registry.publish(values, reader, errors);
            }
        }
    }

    /** Whether it was possible, and is worthwhile again. */
    private boolean lookInto(@Nullable Class<?> meterRegistry) {
        if (meterRegistry == null) {
            return false;
        }
        try {
            for (Object registry : MicrometerRegistry.global(meterRegistry)) {
                made(registry);
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            errors.record("look for Micrometer registries", e);
            return false;
        }
    }
}
