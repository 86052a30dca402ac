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
 * #threw} after it, with the hook's number, or the same methods of the hook's gate, which know the
 * hook. Whatever the agent does wrong ends here: it is caught, reported to {@link #failed}, and the
 * application goes on. Clearing the armed instance is the kill switch.
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
    public static @Nullable Object enter(int id, Object self, @Nullable Object argument) {
        if (!isOn(id)) {
            return null;
        }
        Object token;
        try {
            token = armedHook(id).enter(self, argument);
        } catch (Throwable t) {
            report(id, t);
            return null;
        }
        return orRefuse(token);
    }

    /**
     * Called by woven code before an {@link java.lang.reflect.InvocationHandler} handles a call:
     * {@link #enter} for methods of a proxy.
     *
     * @param arguments of the call, or null if it has none
     */
    public static @Nullable Object invoke(
            int id, Object proxy, Method method, Object @Nullable [] arguments) {
        if (!isOn(id)) {
            return null;
        }
        Object token;
        try {
            token = armedHook(id).invoke(proxy, method, arguments);
        } catch (Throwable t) {
            report(id, t);
            return null;
        }
        return orRefuse(token);
    }

    /**
     * Called by woven code before a method that is given a task.
     *
     * @return what the method shall be given instead: the task itself, as a rule
     */
    public static @Nullable Runnable task(int id, Object self, @Nullable Runnable task) {
        Object replaced = enter(id, self, task);
        return replaced instanceof Runnable ? (Runnable) replaced : task;
    }

    /**
     * Called by woven code before a method that is given a text.
     *
     * @return what the method shall be given instead: the text itself, as a rule
     */
    public static @Nullable String text(int id, Object self, @Nullable String text) {
        Object replaced = enter(id, self, text);
        return replaced instanceof String ? (String) replaced : text;
    }

    /**
     * Called by woven code when the body of a hooked method has returned.
     *
     * @param result what it returned, if the hook asked for it and it is an object or a boolean
     * @param token what {@link #enter} returned
     */
    public static void returned(
            @Nullable Object result, int id, Object self, @Nullable Object token) {
        exit(id, self, token, result, null);
    }

    /**
     * Called by woven code when the body of a hooked method has returned a number, instead of
     * {@link #returned}: nothing is boxed.
     *
     * @param token what {@link #enter} returned
     */
    public static void counted(long result, int id, Object self, @Nullable Object token) {
        if (token == null || armed == null) {
            return;
        }
        try {
            armedHook(id).exitWith(self, token, result);
        } catch (Throwable t) {
            report(id, t);
        }
    }

    /**
     * Called by woven code when the body of a hooked method has thrown, which it then throws on.
     *
     * @param token what {@link #enter} returned
     */
    public static void threw(Throwable thrown, int id, Object self, @Nullable Object token) {
        exit(id, self, token, null, thrown);
    }

    /**
     * Called by woven code with what the body of a hooked method has read from its clock.
     *
     * @param first what it read first; 0 if it did not
     * @param second what it read then; 0 if it did not, or that does not hold any more
     */
    public static void told(long first, long second, int id) {
        if (!isOn(id)) {
            return;
        }
        try {
            armedHook(id).told(first, second);
        } catch (Throwable t) {
            report(id, t);
        }
    }

    private static void exit(
            int id,
            Object self,
            @Nullable Object token,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        if (token == null || armed == null) {
            return;
        }
        try {
            armedHook(id).exit(self, token, result, thrown);
        } catch (Throwable t) {
            report(id, t);
        }
    }

    /** Whether a hook is to be entered. */
    static boolean isOn(int id) {
        return armed != null && !OFF[id];
    }

    /** Throws what a hook has refused a call with; what else it returned is the token. */
    static @Nullable Object orRefuse(@Nullable Object token) {
        if (token instanceof Throwable) {
            throw JdbcWardenBridge.<RuntimeException>undeclared((Throwable) token);
        }
        return token;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Counts an error of a hook, and switches it off if it keeps failing. */
    static void report(int id, Throwable error) {
        JdbcWardenBridge hooks = armed;
        try {
            if (hooks != null && hooks.failed(id, error)) {
                OFF[id] = true;
            }
        } catch (Throwable t) {
            OFF[id] = true;
        }
    }

    /**
     * The hook of a number.
     *
     * @throws IllegalStateException if the bridge is not armed
     */
    static JdbcWardenHook armedHook(int id) {
        JdbcWardenBridge hooks = armed;
        if (hooks == null) {
            throw new IllegalStateException("no hooks are armed");
        }
        return hooks.hook(id);
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
    public static boolean isOff(int id) {
        return OFF[id];
    }

    /** Switches one hook off, or on again. */
    public static void switchOff(int id, boolean off) {
        OFF[id] = off;
    }

    /** The hook of this number, which is one that woven code calls with; throws nothing. */
    protected abstract JdbcWardenHook hook(int id);

    /**
     * Counts an error of a hook.
     *
     * @return true to switch the hook off
     */
    protected abstract boolean failed(int id, Throwable error);
}
