package io.jdbcwarden.boot;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.log.WardenLog;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's only transformer. It sleeps until the application loads a class that a pool or a
 * request can be made of ({@link Triggers}); then it loads the rest of the agent, and weaves that
 * very class and all that follow. A JVM that never gets there pays for neither hooks nor Byte
 * Buddy.
 *
 * <p>It wakes up on the thread that loads the class, which already has every lock that it may need.
 * Other threads that come meanwhile wait, so that no class slips through; but not for ever, as what
 * they hold may be what is waited for.
 */
final class Sleeper implements ClassFileTransformer, Runnable {
    /** Far more than waking takes on any machine. */
    private static final long PATIENCE_SECONDS = 20;

    private final @Nullable Settings settings;
    private final Supplier<Loaded> sources;
    private final Instrumentation instrumentation;
    private final Triggers triggers;
    private final Candidates candidates;
    private final AtomicReference<@Nullable Thread> waker = new AtomicReference<>();
    private final CountDownLatch awake = new CountDownLatch(1);

    // Made in premain and started at waking. A thread takes over much of the one that makes it:
    // context loader, inheritable thread-locals, access control. Made by the application's thread,
    // it would keep a web application from being unloaded.
    private final Thread rest = new Thread(this, "jdbc-warden-start");

    private volatile @Nullable ClassFileTransformer weaver;
    private volatile @Nullable Runnable remaining;

    /**
     * @param settings null if nothing is set; the defaults are then made when it wakes up
     */
    Sleeper(
            @Nullable Settings settings,
            Supplier<Loaded> sources,
            Instrumentation instrumentation) {
        this.settings = settings;
        this.sources = sources;
        this.instrumentation = instrumentation;
        this.triggers =
                new Triggers(
                        settings == null
                                ? Collections.emptyList()
                                : settings.get(Catalogue.SCOPE_METHODS));
        this.candidates = triggers.candidates();
        rest.setDaemon(true);
        rest.setContextClassLoader(null);
    }

    /**
     * Watches what is loaded from now on. If what it waits for is there already, it wakes up now.
     *
     * @throws Throwable if it woke up, and the agent cannot run
     */
    void start() throws Throwable {
        instrumentation.addTransformer(this, true);
        if (triggers.isAmong(instrumentation.getAllLoadedClasses())
                && waker.compareAndSet(null, Thread.currentThread())) {
            try {
                wake(false);
            } finally {
                awake.countDown();
            }
            run();
        }
    }

    /** The classes to come are woven by this one. */
    void weaveWith(ClassFileTransformer transformer) {
        weaver = transformer;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes)
            throws IllegalClassFormatException {
        if (awake.getCount() != 0
                && waker.get() != Thread.currentThread()
                && candidates.has(loader, name, bytes)) {
            wakeOrWait();
        }
        ClassFileTransformer weaving = weaver;
        return weaving == null ? null : weaving.transform(loader, name, redefined, domain, bytes);
    }

    private void wakeOrWait() {
        if (!waker.compareAndSet(null, Thread.currentThread())) {
            await();
            return;
        }
        try {
            wake(true);
            rest.start();
        } catch (Throwable t) {
            complain(t);
        } finally {
            awake.countDown();
        }
    }

    private void wake(boolean inTransform) throws Throwable {
        try {
            BridgeDefiner.define(instrumentation);
            Settings known = settings == null ? SettingsLoader.defaults() : settings;
            remaining = Installer.install(known, sources, instrumentation, inTransform, this);
        } catch (Throwable t) {
            weaver = null;
            instrumentation.removeTransformer(this);
            throw t;
        }
    }

    /**
     * What needs none of the locks of the thread that woke it up, and must not be done under them.
     */
    @Override
    public void run() {
        Runnable now = remaining;
        if (now == null) {
            return;
        }
        remaining = null;
        try {
            now.run();
        } catch (Throwable t) {
            complain(t);
        }
    }

    private void await() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                if (!awake.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    WardenLog.logger(Sleeper.class)
                            .warn(
                                    "starting takes longer than {} s: classes that are loaded"
                                            + " meanwhile may stay unguarded",
                                    PATIENCE_SECONDS);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void complain(Throwable cause) {
        WardenLog.logger(Sleeper.class)
                .error("could not start, the application runs unguarded: {}", cause, cause);
    }
}
