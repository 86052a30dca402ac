package io.jdbcwarden.bridge;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The way of woven code to one hook. {@link JdbcWardenBridge} has the same methods with a number
 * for the hook; a compiler cannot know which hook that is, and calls through a table. A gate holds
 * its hook in a constant, and is a class of its own: the hook is compiled into the woven method,
 * and what is learned of one hook is not mixed with what is learned of others. So the bodies here
 * are those of the bridge once more.
 *
 * <p>This one is of hook 0, and the pattern of all others: the agent defines a copy for each hook
 * that is woven, with the hook's three digits in its name. Defined while the bridge is armed; then
 * the hook is looked up, once.
 */
public final class JdbcWardenGate000 {
    private static final int ID = id();
    private static final JdbcWardenHook HOOK = JdbcWardenBridge.armedHook(ID);

    private JdbcWardenGate000() {}

    private static int id() {
        String name = JdbcWardenGate000.class.getName();
        return Integer.parseInt(name.substring(name.length() - 3));
    }

    /** {@link JdbcWardenBridge#enter}. */
    public static @Nullable Object enter(Object self, @Nullable Object argument) {
        if (!JdbcWardenBridge.isOn(ID)) {
            return null;
        }
        Object token;
        try {
            token = HOOK.enter(self, argument);
        } catch (Throwable t) {
            JdbcWardenBridge.report(ID, t);
            return null;
        }
        return JdbcWardenBridge.orRefuse(token);
    }

    /** {@link JdbcWardenBridge#invoke}. */
    public static @Nullable Object invoke(
            Object proxy, Method method, Object @Nullable [] arguments) {
        if (!JdbcWardenBridge.isOn(ID)) {
            return null;
        }
        Object token;
        try {
            token = HOOK.invoke(proxy, method, arguments);
        } catch (Throwable t) {
            JdbcWardenBridge.report(ID, t);
            return null;
        }
        return JdbcWardenBridge.orRefuse(token);
    }

    /** {@link JdbcWardenBridge#returned}. */
    public static void returned(@Nullable Object result, Object self, @Nullable Object token) {
        exit(self, token, result, null);
    }

    /** {@link JdbcWardenBridge#counted}. */
    public static void counted(long result, Object self, @Nullable Object token) {
        if (token == null || JdbcWardenBridge.armed() == null) {
            return;
        }
        try {
            HOOK.exitWith(self, token, result);
        } catch (Throwable t) {
            JdbcWardenBridge.report(ID, t);
        }
    }

    /** {@link JdbcWardenBridge#threw}. */
    public static void threw(Throwable thrown, Object self, @Nullable Object token) {
        exit(self, token, null, thrown);
    }

    /** {@link JdbcWardenBridge#told}. */
    public static void told(long first, long second) {
        if (!JdbcWardenBridge.isOn(ID)) {
            return;
        }
        try {
            HOOK.told(first, second);
        } catch (Throwable t) {
            JdbcWardenBridge.report(ID, t);
        }
    }

    private static void exit(
            Object self,
            @Nullable Object token,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        if (token == null || JdbcWardenBridge.armed() == null) {
            return;
        }
        try {
            HOOK.exit(self, token, result, thrown);
        } catch (Throwable t) {
            JdbcWardenBridge.report(ID, t);
        }
    }
}
