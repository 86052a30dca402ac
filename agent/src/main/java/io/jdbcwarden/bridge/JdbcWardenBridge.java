package io.jdbcwarden.bridge;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The one door between woven application code and the agent.
 *
 * <p>Packaging relocates this class to {@code java.lang}: every class of every loader and module
 * sees that package without a setting. It therefore refers to nothing outside {@code java.lang},
 * not even to {@code java.sql}, which lives in the platform loader.
 *
 * <p>Woven code calls {@link #enter} before a method's body, and {@link #returned} or {@link
 * #threw} after it. Whatever the agent does wrong ends here: it is caught, reported to {@link
 * #failed}, and the application goes on. Clearing the armed instance is the kill switch.
 *
 * <p>All members may be used by any thread.
 */
public abstract class JdbcWardenBridge {

    /** How many hooks there can be; a hook's id is below it. */
    public static final int MAX_HOOKS = 512;

    /** What {@link #enter} returns to skip the method's body: it returns null, zero or nothing. */
    public static final Object SKIP = new Object();

    private static final boolean[] OFF = new boolean[MAX_HOOKS];

    private static volatile @Nullable JdbcWardenBridge armed;

    /** For the agent's one implementation. */
    protected JdbcWardenBridge() {}

    /**
     * Called by woven code before the body of a hooked method. A hook may refuse the call: then
     * this throws what the hook has chosen, be it declared or not, the body does not run, and
     * nothing is called after it.
     *
     * @param self the object the method was called on
     * @param argument the argument the hook asked for, or null
     * @return null to go on unobserved; {@link #SKIP} to skip the body, if the woven code can; else
     *     a token that {@link #returned} or {@link #threw} gets back
     */
    public static @Nullable Object enter(int hook, Object self, @Nullable Object argument) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null || OFF[hook]) {
            return null;
        }
        Object token;
        try {
            token = hooks.entered(hook, self, argument);
        } catch (Throwable t) {
            report(hooks, hook, t);
            return null;
        }
        if (token instanceof Throwable) {
            throw JdbcWardenBridge.<RuntimeException>undeclared((Throwable) token);
        }
        return token;
    }

    /**
     * Called by woven code before an {@link java.lang.reflect.InvocationHandler} handles a call:
     * {@link #enter} for methods of a proxy.
     *
     * @param arguments of the call, or null if it has none
     */
    public static @Nullable Object invoke(
            int hook, Object proxy, Method method, Object @Nullable [] arguments) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null || OFF[hook]) {
            return null;
        }
        Object token;
        try {
            token = hooks.invoked(hook, proxy, method, arguments);
        } catch (Throwable t) {
            report(hooks, hook, t);
            return null;
        }
        if (token instanceof Throwable) {
            throw JdbcWardenBridge.<RuntimeException>undeclared((Throwable) token);
        }
        return token;
    }

    /**
     * Called by woven code before a method that is given a task.
     *
     * @return what the method shall be given instead: the task itself, as a rule
     */
    public static @Nullable Runnable task(int hook, Object self, @Nullable Runnable task) {
        Object replaced = enter(hook, self, task);
        return replaced instanceof Runnable ? (Runnable) replaced : task;
    }

    /**
     * Called by woven code before a method that is given a text.
     *
     * @return what the method shall be given instead: the text itself, as a rule
     */
    public static @Nullable String text(int hook, Object self, @Nullable String text) {
        Object replaced = enter(hook, self, text);
        return replaced instanceof String ? (String) replaced : text;
    }

    /**
     * Called by woven code when the body of a hooked method has returned.
     *
     * @param result what it returned, if the hook asked for it and it is an object or a boolean
     * @param token what {@link #enter} returned
     */
    public static void returned(
            @Nullable Object result, int hook, Object self, @Nullable Object token) {
        if (token != null) {
            exit(hook, self, token, result, null);
        }
    }

    /**
     * Called by woven code when the body of a hooked method has returned a number, instead of
     * {@link #returned}: nothing is boxed.
     *
     * @param token what {@link #enter} returned
     */
    public static void counted(long result, int hook, Object self, @Nullable Object token) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null || token == null) {
            return;
        }
        try {
            hooks.exitedWith(hook, self, token, result);
        } catch (Throwable t) {
            report(hooks, hook, t);
        }
    }

    /**
     * Called by woven code when the body of a hooked method has thrown, which it then throws on.
     *
     * @param token what {@link #enter} returned
     */
    public static void threw(Throwable thrown, int hook, Object self, @Nullable Object token) {
        if (token != null) {
            exit(hook, self, token, null, thrown);
        }
    }

    private static void exit(
            int hook,
            Object self,
            Object token,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null) {
            return;
        }
        try {
            hooks.exited(hook, self, token, result, thrown);
        } catch (Throwable t) {
            report(hooks, hook, t);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
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

    /**
     * Handles {@link #enter}; whatever it throws is reported to {@link #failed}.
     *
     * @return as {@link #enter}, or a throwable to refuse the call with
     */
    protected abstract @Nullable Object entered(int hook, Object self, @Nullable Object argument)
            throws Throwable;

    /** Handles {@link #invoke}, as {@link #entered} handles {@link #enter}. */
    protected abstract @Nullable Object invoked(
            int hook, Object proxy, Method method, Object @Nullable [] arguments) throws Throwable;

    /**
     * Handles {@link #returned} and {@link #threw}; only called with a token that {@link #entered}
     * returned.
     */
    protected abstract void exited(
            int hook,
            Object self,
            Object token,
            @Nullable Object result,
            @Nullable Throwable thrown)
            throws Throwable;

    /**
     * Handles {@link #counted}, as {@link #exited} handles {@link #returned}.
     *
     * @param result what the method returned
     */
    protected void exitedWith(int hook, Object self, Object token, long result) throws Throwable {
        exited(hook, self, token, null, null);
    }

    /**
     * Counts an error of a hook.
     *
     * @return true to switch the hook off
     */
    protected abstract boolean failed(int hook, Throwable error);
}
