package io.jdbcwarden.benchmarks;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The least that an agent with JDBC Warden's hooks can do: the same methods of HikariCP, woven the
 * same way, whose handlers do nothing. What the agent costs over this is its own work.
 */
public final class BareAgent {
    private static final String POOL = "com.zaxxer.hikari.pool.";

    private BareAgent() {}

    /** The guard; writes the agent's jar. */
    static Guard guard() {
        return Guard.of("bare agent, empty handlers", "-javaagent:" + AgentJar.of(BareAgent.class));
    }

    public static void premain(String arguments, Instrumentation instrumentation) {
        System.setProperty("net.bytebuddy.nexus.disabled", "true");
        AgentBuilder agent = new AgentBuilder.Default().disableClassFormatChanges().ignore(none());
        agent =
                weave(
                        agent,
                        named("com.zaxxer.hikari.HikariDataSource"),
                        named("getConnection").and(isPublic()),
                        BareAdvices.WithResult.class);
        agent =
                weave(
                        agent,
                        named(POOL + "ProxyConnection"),
                        named("close").and(takesNoArguments()),
                        BareAdvices.Around.class);
        agent =
                weave(
                        agent,
                        named(POOL + "ProxyConnection"),
                        named("unwrap").and(takesArgument(0, Class.class)),
                        BareAdvices.WithResult.class);
        uses(agent).installOn(instrumentation);
    }

    private static AgentBuilder uses(AgentBuilder agent) {
        ElementMatcher<TypeDescription> handles = named(POOL + "HikariProxyConnection");
        ElementMatcher<TypeDescription> statements =
                namedOneOf(
                        POOL + "HikariProxyStatement",
                        POOL + "HikariProxyPreparedStatement",
                        POOL + "HikariProxyCallableStatement");
        ElementMatcher.Junction<MethodDescription> execute =
                nameStartsWith("execute").and(isPublic());
        AgentBuilder uses = weave(agent, handles, uses(), BareAdvices.Around.class);
        uses =
                weave(
                        uses,
                        handles,
                        nameStartsWith("prepare").and(takesArgument(0, String.class)),
                        BareAdvices.WithArgumentAndResult.class);
        uses =
                weave(
                        uses,
                        statements,
                        execute.and(takesArgument(0, String.class)),
                        BareAdvices.WithArgument.class);
        uses = weave(uses, statements, execute.and(takesNoArguments()), BareAdvices.Around.class);
        return weave(
                uses,
                named(POOL + "HikariProxyResultSet"),
                named("next").and(takesNoArguments()),
                BareAdvices.Around.class);
    }

    /** All of a handle's methods but those that JDBC Warden leaves alone, or weaves otherwise. */
    private static ElementMatcher<MethodDescription> uses() {
        return isPublic()
                .and(not(nameStartsWith("prepare")))
                .and(
                        not(
                                namedOneOf(
                                        "close",
                                        "abort",
                                        "isClosed",
                                        "unwrap",
                                        "isWrapperFor",
                                        "getClientInfo",
                                        "toString",
                                        "hashCode",
                                        "equals",
                                        "getWarnings",
                                        "clearWarnings")));
    }

    private static AgentBuilder weave(
            AgentBuilder agent,
            ElementMatcher<? super TypeDescription> types,
            ElementMatcher<? super MethodDescription> methods,
            Class<?> advice) {
        return agent.type(types)
                .transform(
                        (building, type, loader, module, domain) ->
                                building.visit(
                                        Advice.to(advice)
                                                .on(
                                                        not(isAbstract())
                                                                .and(not(isNative()))
                                                                .and(methods))));
    }
}
