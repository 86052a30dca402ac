package io.jdbcwarden.boot;

import io.jdbcwarden.bridge.JdbcWardenHook;
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

    private final JdbcWardenHook[] failing;

    FailingHooks(List<Hook> all, Clock clock, DistinctErrors errors) {
        super(all, clock, errors);
        failing = new JdbcWardenHook[all.size()];
        for (int i = 0; i < failing.length; i++) {
            failing[i] = i == 0 ? all.get(i) : new Failing(all.get(i), onEnter);
        }
    }

    static boolean isWanted() {
        return System.getProperty(PROPERTY) != null;
    }

    @Override
    protected JdbcWardenHook hook(int id) {
        return failing[id];
    }

    private static final class Failing extends JdbcWardenHook {
        private final JdbcWardenHook hook;
        private final boolean onEnter;

        Failing(JdbcWardenHook hook, boolean onEnter) {
            this.hook = hook;
            this.onEnter = onEnter;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return entered(hook.enter(self, argument));
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            return entered(hook.invoke(proxy, method, arguments));
        }

        private @Nullable Object entered(@Nullable Object token) {
            if (onEnter) {
                throw new AssertionError("broken on purpose, on entry");
            }
            return token;
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                throws Throwable {
            hook.exit(self, token, result, thrown);
            exited();
        }

        @Override
        public void exitWith(Object self, Object token, long result) throws Throwable {
            hook.exitWith(self, token, result);
            exited();
        }

        @Override
        public void told(long first, long second) throws Throwable {
            hook.told(first, second);
            exited();
        }

        private void exited() {
            if (!onEnter) {
                throw new AssertionError("broken on purpose, on exit");
            }
        }
    }
}
