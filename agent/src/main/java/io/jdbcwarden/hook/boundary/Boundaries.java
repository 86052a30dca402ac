package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.MethodPattern;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All request entries, made from the settings. */
public final class Boundaries {
    private static final Logger LOG = LoggerFactory.getLogger(Boundaries.class);

    private final List<Hook> hooks = new ArrayList<>();
    private final TagSources sources;
    private final AsyncParts asyncs;
    private final UnmatchedPatterns unmatched;

    /**
     * The entries.
     *
     * @param ended closes what a request has left open, on the calling thread
     * @param borrows how many connections were borrowed so far
     */
    public Boundaries(
            Settings settings,
            Consumer<Scope> ended,
            LongSupplier borrows,
            Clock clock,
            DistinctErrors errors) {
        MdcReader mdc = new MdcReader();
        this.sources =
                new TagSources(
                        settings.get(Catalogue.SCOPE_REQUEST_ID),
                        settings.get(Catalogue.SCOPE_USER),
                        settings.get(Catalogue.SCOPE_TAGS),
                        mdc);
        Entries entries = new Entries(sources, ended, clock, errors);
        this.asyncs = new AsyncParts(entries, clock);
        hooks.add(new ServletHook(entries, asyncs));
        hooks.add(new StartAsyncHook(asyncs));
        hooks.add(new AsyncTaskHook(entries));
        hooks.add(new HttpServerHook(entries));
        hooks.add(new MdcHook(mdc));
        List<MethodPattern> patterns = settings.get(Catalogue.SCOPE_METHODS);
        MethodHook methods = new MethodHook(entries, patterns);
        this.unmatched = new UnmatchedPatterns(methods.patterns(), borrows, LOG::warn);
        if (!patterns.isEmpty()) {
            hooks.add(methods);
        }
    }

    /** The hooks, in no particular order. */
    public List<Hook> hooks() {
        return Collections.unmodifiableList(hooks);
    }

    /** Where the tags of requests come from. */
    public TagSources sources() {
        return sources;
    }

    /** What is to be done from time to time: about once a second, on one thread. */
    public void tick(long nowNanos) {
        asyncs.tick(nowNanos);
        unmatched.tick(nowNanos);
    }
}
