package io.jdbcwarden.hook;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.weave.Weaving;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One woven thing: which classes and methods it is woven into, and what happens there.
 *
 * <p>A hook never asks a class loader of the application for anything: {@link #markers} are looked
 * for in the raw class file, and whether a class matches is decided by that file alone.
 *
 * <p>{@link #enter} and {@link #exit} run on threads of the application, any number at once.
 * Whatever they throw is caught by the bridge and counted; a hook that keeps failing is switched
 * off.
 */
public abstract class Hook implements Weaving {
    private final String name;
    private int id = -1;

    /**
     * A hook of this name.
     *
     * @param name for people: what {@code Warden.Instrumented} and error messages show
     */
    protected Hook(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int id() {
        return id;
    }

    final void id(int assigned) {
        this.id = assigned;
    }

    /**
     * Texts of which a class file must hold at least one to be looked at: internal names such as
     * {@code javax/servlet/}. Long and rare is good.
     */
    public abstract List<String> markers();

    /** Names of classes that may have been loaded before the agent: they are woven again. */
    public boolean matchesLoaded(Class<?> loaded) {
        return false;
    }

    /** Told of each class that {@link #matchesLoaded}, once, before it is woven again. */
    public void loadedBefore(Class<?> loaded) {}

    /**
     * A class that may be meant could not be woven, and stayed as it was.
     *
     * @param className as class files write it
     */
    public void notWoven(String className) {}

    /** Whether it is woven into classes of the boot loader, which are else never looked at. */
    public List<String> bootClasses() {
        return Collections.emptyList();
    }

    /**
     * Before the method's body.
     *
     * @param argument the argument the advice passes, or null
     * @return null to go on unobserved; {@link JdbcWardenBridge#SKIP} to skip the body, if the
     *     advice can; a throwable to refuse the call with; else a token for {@link #exit}
     */
    public abstract @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable;

    /**
     * Before the body of an invocation handler: {@link #enter}, with the advice for those.
     *
     * @param arguments of the call, or null if it has none
     */
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return null;
    }

    /**
     * After the method's body, if {@link #enter} returned a token.
     *
     * @param result what it returned, if the advice passes it
     * @param thrown what it threw
     */
    public void exit(Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
            throws Throwable {}

    /**
     * {@link #exit} of a method that returned an {@code int} or a {@code long}, if the advice
     * passes results.
     */
    public void exitWith(Object self, Object token, long result) throws Throwable {
        exit(self, token, null, null);
    }
}
