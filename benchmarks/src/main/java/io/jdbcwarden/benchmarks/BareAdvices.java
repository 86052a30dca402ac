package io.jdbcwarden.benchmarks;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** The shapes of JDBC Warden's advice, with a {@link BareBridge} behind them. */
final class BareAdvices {
    private BareAdvices() {}

    static final class Around {
        private Around() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(@Advice.This Object self) {
            return BareBridge.enter(1, self, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = BareBridge.exit(1, self, token, null, thrown);
        }
    }

    static final class WithArgument {
        private WithArgument() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object argument) {
            return BareBridge.enter(2, self, argument);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = BareBridge.exit(2, self, token, null, thrown);
        }
    }

    static final class WithResult {
        private WithResult() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(@Advice.This Object self) {
            return BareBridge.enter(3, self, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = BareBridge.exit(3, self, token, result, thrown);
        }
    }

    static final class WithArgumentAndResult {
        private WithArgumentAndResult() {}

        @Advice.OnMethodEnter(skipOn = Throwable.class)
        static @Nullable Object enter(
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object argument) {
            return BareBridge.enter(4, self, argument);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object self,
                @Advice.Enter Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
            thrown = BareBridge.exit(4, self, token, result, thrown);
        }
    }
}
