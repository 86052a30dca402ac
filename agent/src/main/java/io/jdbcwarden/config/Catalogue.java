package io.jdbcwarden.config;

import io.jdbcwarden.log.LogFormat;
import io.jdbcwarden.log.LogLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings there are, in the order in which they are documented. Nothing else knows their keys.
 * A setting is here only once something obeys it.
 */
public final class Catalogue {
    private static final List<Setting<?>> ALL = new ArrayList<>();
    private static final Map<String, Setting<?>> BY_KEY = new HashMap<>();
    private static final int MOST_SESSIONS = 1_000_000;

    public static final Setting<Mode> MODE =
            livePerPool(
                    "mode",
                    new Choice<>(Mode.class),
                    "enforce",
                    "`enforce` acts; `observe` takes no action, and counts and logs what it would"
                            + " have done; `off` passes everything through.");

    public static final Setting<List<Source>> SCOPE_REQUEST_ID =
            fixed(
                    "scope.request-id",
                    new Sources(true),
                    "header:X-Request-ID,header:traceparent,mdc:requestId,mdc:traceId,generated",
                    "Where the id of a request comes from; the first place that has one wins.");

    public static final Setting<List<Source>> SCOPE_USER =
            fixed(
                    "scope.user",
                    new Sources(false),
                    "principal,mdc:userId,mdc:user",
                    "Where the user of a request comes from, read when a connection is borrowed,"
                            + " so after login filters ran; the first place that has one wins.");

    public static final Setting<Map<String, Source>> SCOPE_TAGS =
            fixed(
                    "scope.tags",
                    new TagTable(),
                    "",
                    "More tags of a request, and where each comes from.");

    public static final Setting<List<MethodPattern>> SCOPE_METHODS =
            fixed(
                    "scope.methods",
                    MethodPattern.LIST,
                    "",
                    "Methods of the application that are entries of requests, beside those known"
                            + " anyway. A `*` in the class means sub-packages too.");

    public static final Setting<Require> REQUIRE =
            perPool(
                    "require",
                    new Choice<>(Require.class),
                    "none",
                    "What must be known of a borrower: `none` nothing; `request` denies a borrow"
                            + " outside any request; `user` denies a borrow without a known user.");

    public static final Setting<Ownership> OWNERSHIP =
            livePerPool(
                    "ownership",
                    new Choice<>(Ownership.class),
                    "block",
                    "Use of a session by another request or another user, or after its request"
                            + " ended: `block` makes it throw, `warn` counts and logs it, `off`"
                            + " does not look.");

    public static final Setting<Long> LEASE_SUSPECT_AFTER =
            livePerPool(
                    "lease.suspect-after",
                    new Duration(true),
                    "30s",
                    "A session held this long is reported, with the stacks of its borrow and of"
                            + " its owner, and again when it comes back (\"recovered\").");

    public static final Setting<Long> LEASE_MAX_IDLE =
            livePerPool(
                    "lease.max-idle",
                    new Duration(true),
                    "5m",
                    "A session is a suspected leak when no JDBC call ran on it for this long; see"
                            + " `reclaim.when`.");

    public static final Setting<Long> LEASE_MAX_AGE =
            livePerPool(
                    "lease.max-age",
                    new Duration(true),
                    "0",
                    "The hard lifetime of a session, even an active one; its running statement is"
                            + " cancelled first.");

    public static final Setting<ReclaimWhen> RECLAIM_WHEN =
            livePerPool(
                    "reclaim.when",
                    new Choice<>(ReclaimWhen.class),
                    "pressure",
                    "Suspected leaks (`lease.max-idle`) are reclaimed only while the pool is"
                            + " exhausted or somebody waits for it, or `always`. Certain leaks"
                            + " (request ended, owner thread dead, handle unreachable) and"
                            + " `lease.max-age` are reclaimed always.");

    public static final Setting<Long> RECLAIM_GRACE =
            livePerPool(
                    "reclaim.grace",
                    new Duration(true),
                    "2s",
                    "The time that a running statement has to stop after it was cancelled, before"
                            + " its connection is aborted; `0` aborts at once.");

    public static final Setting<Rate> RECLAIM_RATE =
            livePerPool(
                    "reclaim.rate",
                    Rate.TYPE,
                    "60/min",
                    "The most reclaims by the reaper, per pool: a guard against storms. `off` is"
                            + " no limit; `0` is refused, as it could mean either (`mode=observe`"
                            + " reclaims nothing).");

    public static final Setting<Exemptions> RECLAIM_EXEMPT =
            perPool(
                    "reclaim.exempt",
                    Exemptions.TYPE,
                    "",
                    "Borrowers that are never reclaimed: by thread, by a class on the borrow"
                            + " stack, or by pool.");

    public static final Setting<Boolean> RESET_ROLLBACK =
            perPool(
                    "reset.rollback",
                    new Switch(),
                    "true",
                    "A transaction left open is rolled back at return or reclaim, before the pool"
                            + " sees the return.");

    public static final Setting<ResetState> RESET_STATE =
            livePerPool(
                    "reset.state",
                    new Choice<>(ResetState.class),
                    "auto",
                    "Session state that a borrower changed (settings, role, schema, time zone,"
                            + " temporary tables, locks and the like) is put back at return:"
                            + " `auto` when a change was seen; `always` at each return of a"
                            + " session that did anything; `off` (docs/session-state.md).");

    public static final Setting<TagDatabase> TAG_DATABASE =
            perPool(
                    "tag.database",
                    new Choice<>(TagDatabase.class),
                    "off",
                    "Tells the database whose request it works for: `client-info` where its"
                            + " administrators look, such as `pg_stat_activity`; `session-vars` as"
                            + " variables that row-level security can ask"
                            + " (docs/row-level-security.md); `sql-comment` in a comment on each"
                            + " statement.");

    public static final Setting<StackMode> STACK =
            livePerPool(
                    "stack",
                    new Choice<>(StackMode.class),
                    "auto",
                    "Stack traces of borrows: `auto` keeps as many as cost next to nothing, and"
                            + " always those of places that leaked before; `always`; `never`.");

    public static final Setting<Boolean> BREAKER =
            livePerPool(
                    "breaker",
                    new Switch(),
                    "on",
                    "A circuit breaker per pool, which makes borrows fail fast while the database"
                            + " cannot be reached.");

    public static final Setting<FailureThreshold> BREAKER_FAILURES =
            perPool(
                    "breaker.failures",
                    FailureThreshold.TYPE,
                    "5,50%/20",
                    "The breaker trips at so many failures in a row, or at this rate of failures"
                            + " over at least so many borrows in the window. Either part can be"
                            + " left out.");

    public static final Setting<Long> BREAKER_WINDOW =
            perPool(
                    "breaker.window",
                    new Duration(false),
                    "10s",
                    "The time over which the rate of failures is taken.");

    public static final Setting<Long> BREAKER_OPEN_FOR =
            perPool(
                    "breaker.open-for",
                    new Duration(false),
                    "5s",
                    "How long a tripped breaker stays open before it tries again (half-open).");

    public static final Setting<Integer> BREAKER_TRIALS =
            perPool(
                    "breaker.trials",
                    new Count(1, 1000),
                    "3",
                    "How many borrows a half-open breaker tries; all must succeed, or it opens"
                            + " again.");

    public static final Setting<Boolean> BREAKER_COUNT_TIMEOUTS =
            perPool(
                    "breaker.count-timeouts",
                    new Switch(),
                    "false",
                    "Whether a full pool counts as a failure too, beside a database that cannot"
                            + " be reached.");

    public static final Setting<Integer> QUOTA_PER_REQUEST =
            livePerPool(
                    "quota.per-request",
                    new Count(0, MOST_SESSIONS),
                    "0",
                    "The most connections of a pool that one request may have at once; a borrow of"
                            + " one more is denied. What was borrowed before the setting was"
                            + " switched on does not count. `0` is no limit.");

    public static final Setting<Integer> QUOTA_PER_USER =
            livePerPool(
                    "quota.per-user",
                    new Count(0, MOST_SESSIONS),
                    "0",
                    "The same for one user, over all requests.");

    public static final Setting<Long> SLOW_STATEMENT =
            livePerPool(
                    "slow-statement",
                    new Duration(true),
                    "1s",
                    "A statement that takes this long is counted and reported, with where it is run,"
                            + " where its connection was borrowed, and its SQL without literals.");

    public static final Setting<PoolSize> POOL_SIZE =
            livePerPool(
                    "pool.size",
                    PoolSize.TYPE,
                    "keep",
                    "The pool's size: `keep` as the application made it; `standard` 10 connections"
                            + " and 15 more on demand, a borrow waits 5 s; `high-performance` 15"
                            + " and 25 more, 3 s; `auto:MIN-MAX` follows the demand"
                            + " (docs/pools.md).");

    public static final Setting<String> REGION =
            perPool(
                    "region",
                    new Text("any text"),
                    "",
                    "A label for the database that the pool talks to; without one, the region in"
                            + " the name of a managed database, else the host in the JDBC URL"
                            + " (docs/databases.md).");

    public static final Setting<Boolean> JMX =
            fixed("jmx", new Switch(), "true", "Registers the MBeans.");

    public static final Setting<Boolean> MICROMETER_PUBLISH =
            fixed(
                    "micrometer.publish",
                    new Switch(),
                    "on",
                    "Adds the meters to each Micrometer registry that the application has, as Spring"
                            + " Boot's actuator (docs/metrics.md).");

    public static final Setting<Integer> CONSOLE_PORT =
            fixed(
                    "console.port",
                    new Count(0, 65_535),
                    "0",
                    "The port of the web console and its HTTP API (docs/console.md); `0` is none.");

    public static final Setting<String> CONSOLE_BIND =
            fixed(
                    "console.bind",
                    new HostName(),
                    "127.0.0.1",
                    "The address that the console listens on. From another than a loopback address"
                            + " each request needs the token, in plain HTTP.");

    public static final Setting<String> CONSOLE_TOKEN =
            fixed(
                    "console.token",
                    new Secret(),
                    "",
                    "What actions in the console need; without one, a random token is made at each"
                            + " start and printed once in the agent's log. Best given in a file or"
                            + " the environment: arguments of the JVM are seen in lists of"
                            + " processes.");

    public static final Setting<LogLevel> LOG_LEVEL =
            live(
                    "log.level",
                    new Choice<>(LogLevel.class),
                    "info",
                    "The least severe lines in the agent's own log, which is apart from the"
                            + " application's.");

    public static final Setting<String> LOG_FILE =
            fixed(
                    "log.file",
                    new Text("a file's path, or stderr"),
                    "stderr",
                    "Where the agent logs. A file is appended to, and renamed to `.1` at 50 MB;"
                            + " one JVM a file.");

    public static final Setting<LogFormat> LOG_FORMAT =
            fixed(
                    "log.format",
                    new Choice<>(LogFormat.class),
                    "text",
                    "`text` for people, `json` for one object a line.");

    public static final Setting<String> CONFIG =
            fixed(
                    "config",
                    new Text("path of a readable properties file"),
                    "",
                    "A properties file (UTF-8) with settings, the prefix `warden.` being optional"
                            + " there. Not possible inside such a file.");

    public static final Setting<OnConfigError> ON_CONFIG_ERROR =
            fixed(
                    "on-config-error",
                    new Choice<>(OnConfigError.class),
                    "run",
                    "What happens when the settings have faults: `run` runs the application"
                            + " without the agent, `exit` stops the JVM.");

    private Catalogue() {}

    private static <T> Setting<T> fixed(
            String key, Type<T> type, String defaultText, String meaning) {
        return add(new Setting<>(key, type, defaultText, false, false, meaning));
    }

    private static <T> Setting<T> live(
            String key, Type<T> type, String defaultText, String meaning) {
        return add(new Setting<>(key, type, defaultText, false, true, meaning));
    }

    private static <T> Setting<T> perPool(
            String key, Type<T> type, String defaultText, String meaning) {
        return add(new Setting<>(key, type, defaultText, true, false, meaning));
    }

    private static <T> Setting<T> livePerPool(
            String key, Type<T> type, String defaultText, String meaning) {
        return add(new Setting<>(key, type, defaultText, true, true, meaning));
    }

    private static <T> Setting<T> add(Setting<T> setting) {
        ALL.add(setting);
        BY_KEY.put(setting.key(), setting);
        return setting;
    }

    /** All of them, in order. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** The setting of this key, or null. */
    public static @Nullable Setting<?> find(String key) {
        return BY_KEY.get(key);
    }
}
