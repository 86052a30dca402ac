package io.jdbcwarden.boot;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Loaded;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.console.Console;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.dialect.Hosts;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.boundary.Boundaries;
import io.jdbcwarden.hook.jdbc.BorrowHandler;
import io.jdbcwarden.hook.jdbc.JdbcHooks;
import io.jdbcwarden.hook.jdbc.ReturnHandler;
import io.jdbcwarden.hook.jdbc.SqlComments;
import io.jdbcwarden.hook.jdbc.StateHandler;
import io.jdbcwarden.hook.jdbc.StatementHandler;
import io.jdbcwarden.hook.jdbc.UnknownBorrows;
import io.jdbcwarden.hook.jdbc.UseHandler;
import io.jdbcwarden.hook.pool.PoolHooks;
import io.jdbcwarden.jmx.Jmx;
import io.jdbcwarden.jmx.Parts;
import io.jdbcwarden.operate.DatabaseLimit;
import io.jdbcwarden.operate.HealthCheck;
import io.jdbcwarden.operate.LiveSettings;
import io.jdbcwarden.operate.LoadTest;
import io.jdbcwarden.operate.MeterReader;
import io.jdbcwarden.operate.Probe;
import io.jdbcwarden.operate.Sizing;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.publish.Micrometer;
import io.jdbcwarden.reclaim.DatabaseTags;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.reclaim.Deadlocks;
import io.jdbcwarden.reclaim.HostWatch;
import io.jdbcwarden.reclaim.Reaper;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.SessionStates;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.reclaim.WorkReports;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.WorkKinds;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the agent and how they hang together: made once, by hand. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** What the launcher says of an agent that came into a running JVM. */
    private static final String ATTACHED = "attached";

    private final DistinctErrors errors =
            new DistinctErrors((kind, error) -> LOG.warn("internal error in {}", kind, error));
    private final SessionTable sessions;
    private final List<Hook> hooks = new ArrayList<>();
    private final Reaper reaper;
    private final UnknownBorrows unknown;

    private final @Nullable Jmx jmx;
    private final @Nullable Console console;

    private Map<String, Set<String>> instrumented = Collections.emptyMap();

    Wiring(Settings settings, Supplier<Loaded> sources, Clock clock, Opener opener) {
        Pools pools = new Pools(settings, clock, errors, opener);
        pools.hosts(new Hosts(errors)::of);
        this.sessions = new SessionTable(pools);
        Incidents incidents = new Incidents(clock);
        BorrowStacks stacks = new BorrowStacks(clock);
        Reports reports = new Reports(pools, incidents, stacks, clock);
        WorkReports works = new WorkReports(reports, incidents, stacks, clock);
        pools.listen(reports);
        Dialects dialects = new Dialects(errors);
        Transactions transactions = new Transactions(dialects, reports);
        Deadlines deadlines = new Deadlines();
        SessionStates sessionStates =
                new SessionStates(dialects, transactions, reports, deadlines, errors);
        StateHandler states =
                new StateHandler(
                        sessionStates, new DatabaseTags(dialects, transactions, reports, errors));
        Reclaimer reclaimer =
                new Reclaimer(sessions, transactions, sessionStates, reports, deadlines);
        this.reaper = new Reaper(pools, sessions, reclaimer, reports, works, clock, errors);
        UseHandler uses = new UseHandler(sessions, reports, clock);
        reaper.also(reports::tick);
        Deadlocks deadlocks = new Deadlocks(pools, sessions, works);
        reaper.also(deadlocks::tick);
        WorkKinds kinds = new WorkKinds(clock);
        BorrowHandler borrows =
                new BorrowHandler(
                        pools,
                        sessions,
                        stacks,
                        transactions,
                        states,
                        reports,
                        works,
                        deadlocks,
                        clock);
        JdbcHooks jdbc =
                new JdbcHooks(
                        borrows,
                        new ReturnHandler(
                                sessions, transactions, sessionStates, reports, kinds, clock),
                        uses,
                        new StatementHandler(uses, states, works, clock),
                        states,
                        new SqlComments(
                                settings.isAnywhere(
                                        Catalogue.TAG_DATABASE, TagDatabase.SQL_COMMENT),
                                uses),
                        sessions);
        hooks.addAll(PoolHooks.all(jdbc));
        this.unknown = new UnknownBorrows(pools, sessions, borrows, deadlines, errors, clock);
        hooks.addAll(unknown.hooks(jdbc, PoolHooks.pools()));
        Boundaries boundaries =
                new Boundaries(
                        settings,
                        scope -> {
                            try {
                                kinds.requestEnded(scope);
                            } finally {
                                reclaimer.requestEnded(scope);
                            }
                        },
                        pools::borrows,
                        clock,
                        errors);
        hooks.addAll(boundaries.hooks());
        reaper.also(boundaries::tick);
        Sizing sizing = new Sizing(pools, deadlines, new DatabaseLimit(deadlines, dialects));
        pools.listen(sizing);
        reaper.also(sizing::tick);
        reaper.also(new HostWatch(pools, reports)::tick);
        if (ATTACHED.equals(System.getProperty("io.jdbcwarden.started"))) {
            sessions.earlier().watch();
            reaper.also(now -> pools.all().forEach(GuardedPool::lookForEarlierBorrows));
        }
        LiveSettings live = new LiveSettings(settings, pools, sources);
        HealthCheck health = new HealthCheck(pools, incidents, this::hooksOff, clock);
        MeterReader meters = new MeterReader(pools, sessions, health, live, errors, clock);
        Parts parts =
                new Parts(
                        clock,
                        errors,
                        pools,
                        sessions,
                        incidents,
                        kinds,
                        reclaimer,
                        transactions,
                        live,
                        health,
                        meters,
                        new Probe(pools, deadlines, clock),
                        new LoadTest(pools, sessions, reclaimer, clock),
                        () -> instrumented);
        if (settings.get(Catalogue.MICROMETER_PUBLISH)) {
            Micrometer micrometer = new Micrometer(meters, errors, clock);
            hooks.add(micrometer.hook());
            reaper.also(micrometer::tick);
        }
        this.jmx = settings.get(Catalogue.JMX) ? new Jmx(parts) : null;
        this.console = settings.get(Catalogue.CONSOLE_PORT) > 0 ? console(parts, settings) : null;
    }

    private Console console(Parts parts, Settings settings) {
        Console made = new Console(parts, settings);
        reaper.also(made::tick);
        return made;
    }

    private List<String> hooksOff() {
        List<String> off = new ArrayList<>();
        for (Hook hook : hooks) {
            if (JdbcWardenBridge.isOff(hook.id())) {
                off.add(hook.name());
            }
        }
        return off;
    }

    List<Hook> hooks() {
        return hooks;
    }

    /** Connections that come from no known pool. */
    UnknownBorrows unknown() {
        return unknown;
    }

    DistinctErrors errors() {
        return errors;
    }

    void instrumented(Map<String, Set<String>> byClass) {
        this.instrumented = byClass;
    }

    /** Starts the threads, once the hooks are proved to fire. */
    void start() {
        reaper.start();
        if (jmx != null) {
            jmx.start();
        }
        if (console != null) {
            console.start();
        }
    }
}
