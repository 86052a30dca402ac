package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.jdbc.JdbcHooks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * HikariCP, read in 4.0.3 and 7.1.0. The proxies are generated at HikariCP's build and override
 * every method of their interface that is not final, so weaving them alone sees each call once.
 */
public final class HikariHooks {
    private static final String MARKER = "com/zaxxer/hikari/";
    private static final String PROXY = "com.zaxxer.hikari.pool.HikariProxy";
    private static final String CONNECTION = "com.zaxxer.hikari.pool.ProxyConnection";

    private HikariHooks() {}

    /** The hooks, in no particular order. */
    public static List<Hook> all(JdbcHooks jdbc) {
        List<String> base = Collections.singletonList(CONNECTION);
        List<Hook> hooks = new ArrayList<>();
        hooks.add(
                jdbc.borrow(
                        "hikari.borrow",
                        MARKER,
                        Collections.singletonList("com.zaxxer.hikari.HikariDataSource")));
        hooks.add(jdbc.returns("hikari.return", MARKER, base));
        hooks.add(jdbc.unwraps("hikari.unwrap", MARKER, base));
        hooks.addAll(
                jdbc.uses(
                        "hikari",
                        MARKER,
                        Collections.singletonList(PROXY + "Connection"),
                        Arrays.asList(
                                PROXY + "Statement",
                                PROXY + "PreparedStatement",
                                PROXY + "CallableStatement"),
                        Collections.singletonList(PROXY + "ResultSet")));
        return hooks;
    }
}
