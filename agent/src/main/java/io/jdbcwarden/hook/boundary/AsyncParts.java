package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.session.RequestFacts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests whose asynchronous work is under way, by the container's own request object, so that
 * a dispatch on any thread finds the scope it belongs to. Any thread.
 */
final class AsyncParts {
    private final WeakIdentityMap<Object, AsyncPart> byRequest = new WeakIdentityMap<>();
    private final Entries entries;
    private final Clock clock;

    AsyncParts(Entries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    boolean isEmpty() {
        return byRequest.size() == 0;
    }

    /** The asynchronous part of this request, or null. */
    @Nullable AsyncPart of(Object root) {
        return byRequest.get(root);
    }

    /**
     * The application has started asynchronous work, for the first time or once more after a
     * dispatch.
     */
    void started(Scope scope, Object request, Object context) throws Throwable {
        // The scope's own view, if it has one: the request that started may be the container's
        // inside of the object that the entry was given.
        RequestFacts facts = scope.facts();
        Object root =
                facts instanceof ServletFacts
                        ? ((ServletFacts) facts).root()
                        : RequestAccess.of(request).root(request);
        AsyncPart part = byRequest.get(root);
        if (part != null && part.scope() != scope) {
            part.abandon();
            part = null;
        }
        if (part == null) {
            if (!scope.join()) {
                return;
            }
            // While the request is there to be read: afterwards the container may recycle it.
            scope.readTags();
            part = new AsyncPart(this, scope, root);
            byRequest.put(root, part);
        }
        try {
            part.started(context);
        } catch (Throwable t) {
            // Nobody will tell when it completes: rather too early an end than none.
            part.end();
            throw t;
        }
    }

    /** Ends a part; by its one winner. */
    void ended(AsyncPart part, @Nullable Object root) {
        forget(part, root);
        entries.leave(part.scope());
    }

    /** Ends a part of which nobody told the end; by its one winner. */
    void abandoned(AsyncPart part, @Nullable Object root) {
        forget(part, root);
        entries.abandon(part.scope());
    }

    private void forget(AsyncPart part, @Nullable Object root) {
        if (root != null && byRequest.get(root) == part) {
            byRequest.remove(root);
        }
    }

    long now() {
        return clock.nanos();
    }

    void failed(Throwable error) {
        entries.failed(error);
    }

    /** Ends what the containers forgot: from time to time, on one thread. */
    void tick(long now) {
        byRequest.drain(AsyncPart::abandon);
        byRequest.forEach(part -> part.endIfForgotten(now));
    }
}
