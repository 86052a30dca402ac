package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.RequestFacts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request: {@code Servlet.service}, {@code Filter.doFilter} and {@code
 * FilterChain.doFilter}, of {@code javax} and {@code jakarta} alike. The chain is there for filters
 * that are lambdas, which cannot be woven.
 *
 * <p>The outermost of them on a thread opens the scope, or finds the scope of the request that came
 * back to it. Those inside only show which view of the request the application passes on.
 */
final class ServletHook extends Hook {
    private static final String[] REQUEST = ServletTypes.api("ServletRequest");
    private static final String[] RESPONSE = ServletTypes.api("ServletResponse");
    private static final String[] CHAIN = ServletTypes.api("FilterChain");

    private final Entries entries;
    private final AsyncParts asyncs;

    ServletHook(Entries entries, AsyncParts asyncs) {
        super("servlet");
        this.entries = entries;
        this.asyncs = asyncs;
    }

    @Override
    public List<String> markers() {
        return ServletTypes.markers("ServletRequest");
    }

    @Override
    public boolean matches(TypeShape type) {
        return true;
    }

    @Override
    public boolean matches(MethodShape method) {
        return (isService(method) || isDoFilter(method))
                && !method.isStatic()
                && method.takes(0, REQUEST)
                && method.takes(1, RESPONSE);
    }

    private static boolean isService(MethodShape method) {
        return method.isNamed("service") && method.argumentCount() == 2;
    }

    private static boolean isDoFilter(MethodShape method) {
        return method.isNamed("doFilter")
                && (method.argumentCount() == 2
                        || (method.argumentCount() == 3 && method.takes(2, CHAIN)));
    }

    @Override
    public Advice advice() {
        return Advice.WITH_ARGUMENT;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return ServletTypes.find(loaded, ".servlet.Servlet") != null
                || ServletTypes.find(loaded, ".servlet.Filter") != null
                || ServletTypes.find(loaded, ".servlet.FilterChain") != null;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object request) {
        ThreadState state = ThreadState.current();
        if (request == null || state.isAgent()) {
            return null;
        }
        Scope scope = state.scope();
        return scope == null ? outermost(state, self, request) : inside(scope, request);
    }

    private static @Nullable Object inside(Scope scope, Object request) {
        RequestFacts before = scope.facts();
        if (before == null
                || (before instanceof ServletFacts && ((ServletFacts) before).isOf(request))) {
            return null;
        }
        return Entries.replace(scope, before, ServletFacts.next(request, before));
    }

    private Object outermost(ThreadState state, Object self, Object request) {
        RequestAccess access = RequestAccess.of(request);
        String dispatch = access.dispatcherType(request);
        boolean isNew = dispatch.equals(RequestAccess.REQUEST);
        if (isNew && asyncs.isEmpty()) {
            return entries.open(state, ServletFacts.opening(request, access, self));
        }
        Object root = access.root(request);
        AsyncPart async = asyncs.of(root);
        if (async != null) {
            if (isNew && !access.isAsyncStarted(request)) {
                // The container uses the object for a new request, and never told of the old one's
                // end.
                async.abandon();
            } else if (async.scope().join()) {
                async.scope().facts(ServletFacts.next(request, RequestFacts.NONE));
                state.scope(async.scope());
                return new Rejoined(async);
            }
        }
        RequestFacts facts = ServletFacts.opening(root, RequestAccess.of(root), self);
        Scope scope = null;
        if (dispatch.equals("ERROR")) {
            Scope ended = state.ended(System.identityHashCode(root));
            if (ended != null && ended.reopen(facts)) {
                scope = ended;
                state.scope(scope);
            }
        }
        if (scope == null) {
            scope = entries.open(state, facts);
        }
        if (root != request) {
            scope.facts(ServletFacts.next(request, facts));
        }
        return scope;
    }

    @Override
    public void exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        if (token instanceof Entries.Replaced) {
            ((Entries.Replaced) token).undo();
            return;
        }
        ThreadState state = ThreadState.current();
        if (token instanceof Rejoined) {
            Rejoined rejoined = (Rejoined) token;
            entries.exit(state, rejoined.async.scope());
            rejoined.async.dispatched(rejoined.starts);
            return;
        }
        Scope scope = (Scope) token;
        RequestFacts facts = scope.facts();
        int key =
                facts instanceof ServletFacts
                        ? System.identityHashCode(((ServletFacts) facts).root())
                        : 0;
        if (entries.exit(state, scope)) {
            state.ended(scope, key);
        }
    }

    /** A dispatch that came back to a request whose asynchronous work is under way. */
    private static final class Rejoined {
        final AsyncPart async;
        final int starts;

        Rejoined(AsyncPart async) {
            this.async = async;
            this.starts = async.starts();
        }
    }
}
