package io.jdbcwarden.hook.boundary;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * A request of the JDK's {@code HttpServer}: its chain of filters, at whose end the handler is
 * called, so handlers that are lambdas are served too; and {@code HttpHandler.handle} itself, for
 * other servers behind the same interface.
 */
final class HttpServerHook extends Hook {
    private static final String EXCHANGE = "com.sun.net.httpserver.HttpExchange";
    private static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";

    private final Entries entries;

    HttpServerHook(Entries entries) {
        super("http-server");
        this.entries = entries;
    }

    @Override
    public List<String> markers() {
        return Collections.singletonList(EXCHANGE.replace('.', '/'));
    }

    @Override
    public List<String> bootClasses() {
        return Collections.singletonList(CHAIN);
    }

    @Override
    public ElementMatcher<? super TypeDescription> types() {
        return not(isInterface())
                .and(named(CHAIN).or(declaresMethod(named("handle").and(exchange()))));
    }

    @Override
    public List<Weave> weaves() {
        return Arrays.asList(
                Weave.of(named("handle").and(exchange()), Advices.WithArgument.class),
                Weave.of(named("doFilter").and(exchange()), Advices.WithArgument.class));
    }

    private static ElementMatcher.Junction<MethodDescription> exchange() {
        return not(isStatic()).and(takesArguments(1)).and(takesArgument(0, named(EXCHANGE)));
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return HttpHandlers.isHandler(loaded);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object exchange) {
        ThreadState state = ThreadState.current();
        if (exchange == null || state.scope() != null || state.isAgent()) {
            return null;
        }
        return entries.open(state, ExchangeFacts.of(exchange));
    }

    @Override
    public @Nullable Throwable exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        entries.exit(ThreadState.current(), (Scope) token);
        return thrown;
    }

    /** Finds handlers by name: a JVM may lack the module. */
    private static final class HttpHandlers {
        private static final String HANDLER = "com.sun.net.httpserver.HttpHandler";

        static boolean isHandler(Class<?> type) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                for (Class<?> extended : at.getInterfaces()) {
                    if (extended.getName().equals(HANDLER) || isHandler(extended)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
