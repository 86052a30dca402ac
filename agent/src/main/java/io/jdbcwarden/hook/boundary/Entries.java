package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.session.RequestFacts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import java.util.function.Consumer;

/**
 * Opens a scope at the outermost entry of a thread, and ends it: what every kind of entry has in
 * common. Any thread.
 */
public final class Entries {
    private final TagSources sources;
    private final Consumer<Scope> ended;
    private final Clock clock;
    private final DistinctErrors errors;

    /**
     * Entries whose requests have their tags from these sources.
     *
     * @param ended closes what a request has left open, on the calling thread
     */
    public Entries(TagSources sources, Consumer<Scope> ended, Clock clock, DistinctErrors errors) {
        this.sources = sources;
        this.ended = ended;
        this.clock = clock;
        this.errors = errors;
    }

    /** Opens a scope for the calling thread, which has none. */
    Scope open(ThreadState state, RequestFacts facts) {
        Scope scope = new Scope(facts, sources, clock.nanos());
        state.scope(scope);
        return scope;
    }

    /** The entry that opened, or joined, this scope has returned. */
    boolean exit(ThreadState state, Scope scope) {
        state.scope(null);
        if (scope.isShared()) {
            // Other parts of it go on elsewhere; the request object is not theirs, and the
            // container
            // may use it for the next request before they end.
            scope.facts(RequestFacts.NONE);
        }
        return leave(scope);
    }

    /** A part has ended; true if it was the last, so that the request is over now. */
    boolean leave(Scope scope) {
        if (!scope.leave()) {
            return false;
        }
        if (scope.hasBorrowed()) {
            try {
                ended.accept(scope);
            } finally {
                scope.forgetSessions();
            }
        }
        return true;
    }

    /**
     * A part has ended long ago, unnoticed. What it left open is the reaper's: this may be called
     * on its thread, which must not wait for a pool or a driver.
     */
    void abandon(Scope scope) {
        scope.leave();
    }

    /** Counts an error where no hook is around to do so. */
    void failed(Throwable error) {
        errors.record("end of a request's part", error);
    }

    /** The application passes another view of the request on: a wrapper, which may know a user. */
    static Object replace(Scope scope, RequestFacts before, RequestFacts now) {
        scope.facts(now);
        return new Replaced(scope, before);
    }

    /** What {@link #replace} changed, to be undone when that call returns. */
    static final class Replaced {
        private final Scope scope;
        private final RequestFacts before;

        private Replaced(Scope scope, RequestFacts before) {
            this.scope = scope;
            this.before = before;
        }

        void undo() {
            scope.facts(before);
        }
    }
}
