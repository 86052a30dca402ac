package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/**
 * What a request entry can tell of the request it serves. Reads the application's own request
 * object, so it may throw anything; {@link TagSources} guards against that.
 */
public interface RequestFacts {
    /** An entry that knows neither headers nor a principal. */
    RequestFacts NONE =
            new RequestFacts() {
                @Override
                public @Nullable String header(String name) {
                    return null;
                }

                @Override
                public @Nullable String principal() {
                    return null;
                }

                @Override
                public String entry() {
                    return "a request";
                }
            };

    /** A request header as it came: hostile input. Null if absent. */
    @Nullable String header(String name) throws Throwable;

    /** The name of the authenticated user, or null. */
    @Nullable String principal() throws Throwable;

    /**
     * What was called, such as {@code GET /orders}: cleaned, bounded, and without what differs from
     * request to request. Never throws.
     */
    String entry();
}
