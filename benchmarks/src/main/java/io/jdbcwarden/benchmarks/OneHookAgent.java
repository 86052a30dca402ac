package io.jdbcwarden.benchmarks;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** The least that an agent made with Byte Buddy costs: one hook, which does nothing. */
public final class OneHookAgent {
    private OneHookAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .type(named("com.zaxxer.hikari.HikariDataSource"))
                .transform(
                        (building, type, loader, module, domain) ->
                                building.visit(Advice.to(Nothing.class).on(named("getConnection"))))
                .installOn(instrumentation);
    }

    /** What it does. */
    static final class Nothing {
        private Nothing() {}

        @Advice.OnMethodEnter
        static void enter() {}
    }
}
