package io.jdbcwarden.hook.boundary;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * {@code ServletRequest.startAsync}: from now on the request is not over when its entry returns.
 */
final class StartAsyncHook extends Hook {
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
    public ElementMatcher<? super TypeDescription> types() {
        return not(isInterface()).and(declaresMethod(methods()));
    }

    @Override
    public List<Weave> weaves() {
        return Collections.singletonList(Weave.of(methods(), Advices.WithResult.class));
    }

    private static ElementMatcher.Junction<MethodDescription> methods() {
        return named("startAsync")
                .and(not(isStatic()))
                .and(returns(ServletTypes.api("AsyncContext")));
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
    public @Nullable Throwable exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
            throws Throwable {
        ThreadState.current().leaveAsyncStart();
        if (token != INNER && thrown == null && result != null) {
            asyncs.started((Scope) token, self, result);
        }
        return thrown;
    }
}
