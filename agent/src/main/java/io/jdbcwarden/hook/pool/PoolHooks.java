package io.jdbcwarden.hook.pool;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.jdbc.JdbcHooks;
import io.jdbcwarden.hook.jdbc.PoolClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hooks on all pools that are known. */
public final class PoolHooks {
    private PoolHooks() {}

    /** The hooks, in no particular order. */
    public static List<Hook> all(JdbcHooks jdbc) {
        List<Hook> hooks = new ArrayList<>();
        for (PoolClasses pool : pools()) {
            hooks.addAll(jdbc.all(pool));
        }
        return hooks;
    }

    /** The classes of each pool. */
    public static List<PoolClasses> pools() {
        return Arrays.asList(
                HikariHooks.classes(),
                Dbcp2Hooks.classes("dbcp2", "org.apache.commons."),
                Dbcp2Hooks.classes("tomcat-dbcp2", "org.apache.tomcat.dbcp."),
                Dbcp1Hooks.classes(),
                C3p0Hooks.classes(),
                DruidHooks.classes(),
                AgroalHooks.classes(),
                TomcatHooks.classes(),
                ViburHooks.classes(),
                BoneCpHooks.classes(),
                UcpHooks.classes(),
                IronJacamarHooks.classes());
    }
}
