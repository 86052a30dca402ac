package io.jdbcwarden.boot;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Hooks;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hooks that break on purpose, all but the self-test, so that a test can show that a broken agent
 * never reaches the application. System property {@code warden.internal.fail}: {@code enter} or
 * {@code exit}.
 */
final class FailingHooks extends Hooks {
    private static final String PROPERTY = "warden.internal.fail";

    private final boolean onEnter = "enter".equals(System.getProperty(PROPERTY));

    FailingHooks(List<Hook> all, Clock clock, DistinctErrors errors) {
        super(all, clock, errors);
    }

    static boolean isWanted() {
        return System.getProperty(PROPERTY) != null;
    }

    @Override
    protected @Nullable Object entered(int hook, Object self, @Nullable Object argument)
            throws Throwable {
        Object token = super.entered(hook, self, argument);
        if (onEnter && hook != 0) {
            throw new AssertionError("broken on purpose, on entry");
        }
        return token;
    }

    @Override
    protected @Nullable Object invoked(
            int hook, Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object token = super.invoked(hook, proxy, method, arguments);
        if (onEnter) {
            throw new AssertionError("broken on purpose, on entry");
        }
        return token;
    }

    @Override
    protected void exited(
            int hook,
            Object self,
            Object token,
            @Nullable Object result,
            @Nullable Throwable thrown)
            throws Throwable {
        super.exited(hook, self, token, result, thrown);
        if (!onEnter && hook != 0) {
            throw new AssertionError("broken on purpose, on exit");
        }
    }
}
