package io.jdbcwarden.hook;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of advice. Each is inlined into the hooked method and does one thing: call the bridge
 * and obey. Inlined, because the other kind fails on class files older than Java 7, which is what
 * legacy pools and drivers are.
 *
 * <p>A throwable from {@code enter} skips the body ({@code skipOn}); {@code exit} says what is
 * thrown.
 */
public final class Advices {
    private Advices() {}

    /** The id of the hook that is being woven. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface HookId {}

    /** Around a method, whatever it takes and returns. */
    public static final class Around {
        private Around() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(@HookId int hook, @Advice.This Object self) {
            return JdbcWardenBridge.enter(hook, self, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = JdbcWardenBridge.exit(hook, self, token, null, thrown);
        }
    }

    /** Around a method, with its first argument. */
    public static final class WithArgument {
        private WithArgument() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object argument) {
            return JdbcWardenBridge.enter(hook, self, argument);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = JdbcWardenBridge.exit(hook, self, token, null, thrown);
        }
    }

    /** Around a method, with its result. */
    public static final class WithResult {
        private WithResult() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(@HookId int hook, @Advice.This Object self) {
            return JdbcWardenBridge.enter(hook, self, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = JdbcWardenBridge.exit(hook, self, token, result, thrown);
        }
    }

    /** Around a method, with its first argument and its result. */
    public static final class WithArgumentAndResult {
        private WithArgumentAndResult() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object argument) {
            return JdbcWardenBridge.enter(hook, self, argument);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = JdbcWardenBridge.exit(hook, self, token, result, thrown);
        }
    }

    /** Before a static method, with its class and first argument. */
    public static final class StaticWithArgument {
        private StaticWithArgument() {}

        @Advice.OnMethodEnter
        static void enter(
                @HookId int hook,
                @Advice.Origin Class<?> type,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object argument) {
            JdbcWardenBridge.enter(hook, type, argument);
        }
    }

    /** Around a method, static ones too, with its name as {@code com.acme.Job#run}. */
    public static final class Named {
        private Named() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(@HookId int hook, @Advice.Origin("#t\\##m") String method) {
            return JdbcWardenBridge.enter(hook, method, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @HookId int hook,
                @Advice.Origin("#t\\##m") String method,
                @Advice.Enter Object token,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = JdbcWardenBridge.exit(hook, method, token, null, thrown);
        }
    }

    /** Before a method that is given a task, which may be replaced by another one. */
    public static final class WithTask {
        private WithTask() {}

        @Advice.OnMethodEnter
        static void enter(
                @HookId int hook,
                @Advice.This Object self,
                @Advice.Argument(value = 0, readOnly = false) Runnable task) {
            Object replaced = JdbcWardenBridge.enter(hook, self, task);
            if (replaced instanceof Runnable) {
                task = (Runnable) replaced;
            }
        }
    }
}
