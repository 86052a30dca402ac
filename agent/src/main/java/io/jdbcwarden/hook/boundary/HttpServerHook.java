package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.Collections;
import java.util.List;
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
    public boolean matches(TypeShape type) {
        return true;
    }

    @Override
    public boolean matches(MethodShape method) {
        return (method.isNamed("handle")
                        || (method.isNamed("doFilter") && method.type().isNamed(CHAIN)))
                && !method.isStatic()
                && method.argumentCount() == 1
                && method.takes(0, EXCHANGE);
    }

    @Override
    public Advice advice() {
        return Advice.WITH_ARGUMENT;
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
    public void exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        entries.exit(ThreadState.current(), (Scope) token);
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
