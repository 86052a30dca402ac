package io.jdbcwarden.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The one door between woven application code and the agent.
 *
 * <p>Packaging relocates this class to {@code java.lang}: every class of every loader and module
 * sees that package without a setting. It therefore refers to nothing outside {@code java.lang},
 * not even to {@code java.sql}, which lives in the platform loader.
 *
 * <p>Woven code calls {@link #enter} before a method's body and {@link #exit} after it. Whatever
 * the agent does wrong ends here: it is caught, reported to {@link #failed}, and the application
 * goes on. Clearing the armed instance is the kill switch.
 *
 * <p>All members may be used by any thread.
 */
public abstract class JdbcWardenBridge {

    /** How many hooks there can be; a hook's id is below it. */
    public static final int MAX_HOOKS = 64;

    /** An enter result that skips the method's body silently: it returns null, zero or nothing. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // a mark, and never thrown
    public static final Throwable SKIP = new Error("skips a method body; never thrown");

    private static final boolean[] OFF = new boolean[MAX_HOOKS];

    private static volatile @Nullable JdbcWardenBridge armed;

    /** For the agent's one implementation. */
    protected JdbcWardenBridge() {}

    /**
     * Called by woven code before the body of a hooked method.
     *
     * @param self the object the method was called on
     * @param argument the argument the hook asked for, or null
     * @return null to go on unobserved; {@link #SKIP} to skip the body silently; any other
     *     throwable to skip the body and throw it; else a token that {@link #exit} gets back
     */
    public static @Nullable Object enter(int hook, Object self, @Nullable Object argument) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null || OFF[hook]) {
            return null;
        }
        try {
            return hooks.entered(hook, self, argument);
        } catch (Throwable t) {
            report(hooks, hook, t);
            return null;
        }
    }

    /**
     * Called by woven code after the body of a hooked method, however it ended.
     *
     * @param token what {@link #enter} returned
     * @param result what the body returned, or null
     * @param thrown what the body threw, or null
     * @return what the method shall throw instead, or null
     */
    public static @Nullable Throwable exit(
            int hook,
            Object self,
            @Nullable Object token,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        if (token == null) {
            return thrown;
        }
        if (token instanceof Throwable) {
            return token == SKIP ? null : (Throwable) token;
        }
        JdbcWardenBridge hooks = armed;
        if (hooks == null) {
            return thrown;
        }
        try {
            return hooks.exited(hook, self, token, result, thrown);
        } catch (Throwable t) {
            report(hooks, hook, t);
            return thrown;
        }
    }

    private static void report(JdbcWardenBridge hooks, int hook, Throwable error) {
        try {
            if (hooks.failed(hook, error)) {
                OFF[hook] = true;
            }
        } catch (Throwable t) {
            OFF[hook] = true;
        }
    }

    /** Arms the hooks; null disarms every woven method at once. */
    public static void arm(@Nullable JdbcWardenBridge hooks) {
        armed = hooks;
    }

    /** The armed hooks, or null. */
    public static @Nullable JdbcWardenBridge armed() {
        return armed;
    }

    /** Whether a hook was switched off, by itself or by {@link #switchOff}. */
    public static boolean isOff(int hook) {
        return OFF[hook];
    }

    /** Switches one hook off, or on again. */
    public static void switchOff(int hook, boolean off) {
        OFF[hook] = off;
    }

    /** Handles {@link #enter}; whatever it throws is reported to {@link #failed}. */
    protected abstract @Nullable Object entered(int hook, Object self, @Nullable Object argument)
            throws Throwable;

    /** Handles {@link #exit}; only called with a token that {@link #entered} returned. */
    protected abstract @Nullable Throwable exited(
            int hook,
            Object self,
            Object token,
            @Nullable Object result,
            @Nullable Throwable thrown)
            throws Throwable;

    /**
     * Counts an error of a hook.
     *
     * @return true to switch the hook off
     */
    protected abstract boolean failed(int hook, Throwable error);
}
