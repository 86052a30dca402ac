package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ServletRequest.startAsync}: from now on the request is not over when its entry returns.
 */
final class StartAsyncHook extends Hook {
    private static final String[] CONTEXT = ServletTypes.api("AsyncContext");
    private static final Object INNER = new Object();

    private final AsyncParts asyncs;

    StartAsyncHook(AsyncParts asyncs) {
        super("servlet.async");
        this.asyncs = asyncs;
    }

    @Override
    public List<String> markers() {
        return ServletTypes.markers("AsyncContext");
    }

    @Override
    public boolean matches(TypeShape type) {
        return true;
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isNamed("startAsync") && !method.isStatic() && method.returns(CONTEXT);
    }

    @Override
    public Advice advice() {
        return Advice.WITH_RESULT;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return ServletTypes.find(loaded, ".servlet.ServletRequest") != null;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        ThreadState state = ThreadState.current();
        Scope scope = state.scope();
        if (scope == null) {
            return null;
        }
        return state.enterAsyncStart() ? scope : INNER;
    }

    @Override
    public void exit(Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
            throws Throwable {
        ThreadState.current().leaveAsyncStart();
        if (token != INNER && thrown == null && result != null) {
            asyncs.started((Scope) token, self, result);
        }
    }
}
