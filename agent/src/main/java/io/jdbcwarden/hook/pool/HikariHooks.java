package io.jdbcwarden.hook.pool;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.hook.jdbc.JdbcHooks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * HikariCP, read in 4.0.3 and 7.1.0. The proxies are generated at HikariCP's build and override
 * every method of their interface that is not final, so weaving them alone sees each call once.
 */
public final class HikariHooks {
    private static final String POOL = "com.zaxxer.hikari.pool.";

    private HikariHooks() {}

    /** The hooks, in no particular order. */
    public static List<Hook> all(JdbcHooks jdbc) {
        List<String> pool = Collections.singletonList("com/zaxxer/hikari/");
        List<Hook> hooks = new ArrayList<>();
        hooks.add(
                jdbc.borrow(
                        "hikari.borrow",
                        pool,
                        named("com.zaxxer.hikari.HikariDataSource"),
                        Weave.of(
                                named("getConnection").and(isPublic()), Advices.WithResult.class)));
        hooks.add(
                jdbc.returns(
                        "hikari.return",
                        pool,
                        named(POOL + "ProxyConnection"),
                        Weave.of(named("close").and(takesNoArguments()), Advices.Around.class)));
        hooks.add(jdbc.unwraps("hikari.unwrap", pool, named(POOL + "ProxyConnection")));
        hooks.addAll(
                jdbc.uses(
                        "hikari",
                        pool,
                        named(POOL + "HikariProxyConnection"),
                        namedOneOf(
                                POOL + "HikariProxyStatement",
                                POOL + "HikariProxyPreparedStatement",
                                POOL + "HikariProxyCallableStatement"),
                        named(POOL + "HikariProxyResultSet")));
        return hooks;
    }
}
