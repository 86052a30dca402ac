package io.jdbcwarden.hook.boundary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.jdbcwarden.session.RequestFacts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request of the JDK's HTTP server. */
final class ExchangeFacts implements RequestFacts {
    private final HttpExchange exchange;

    private ExchangeFacts(HttpExchange exchange) {
        this.exchange = exchange;
    }

    static ExchangeFacts of(Object exchange) {
        return new ExchangeFacts((HttpExchange) exchange);
    }

    @Override
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public @Nullable String principal() {
        HttpPrincipal principal = exchange.getPrincipal();
        return principal == null ? null : principal.getUsername();
    }

    @Override
    public String entry() {
        URI uri = exchange.getRequestURI();
        return EntryText.of(exchange.getRequestMethod(), uri == null ? null : uri.getRawPath());
    }
}
