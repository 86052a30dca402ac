package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.session.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request as the application sees it now: itself, or a wrapper around it. Holds it
 * strongly, and lives no longer than the call it was passed to.
 */
final class ServletFacts implements RequestFacts {
    private final Object request;
    private final RequestAccess access;
    private final @Nullable RequestFacts opening;
    private final @Nullable String method;
    private final @Nullable String path;

    private ServletFacts(
            Object request,
            RequestAccess access,
            @Nullable RequestFacts opening,
            @Nullable String method,
            @Nullable String path) {
        this.request = request;
        this.access = access;
        this.opening = opening;
        this.method = method;
        this.path = path;
    }

    /**
     * The request that opens a scope. Its path is read at once: a forward changes it in some
     * containers.
     *
     * @param entry what was called, if this is no HTTP request
     */
    static ServletFacts opening(Object request, RequestAccess access, Object entry) {
        String path = access.text(access.uri, request);
        return path == null
                ? new ServletFacts(request, access, null, null, entry.getClass().getName())
                : new ServletFacts(
                        request, access, null, access.text(access.method, request), path);
    }

    /** Another view of the request that {@code before} shows. */
    static ServletFacts next(Object request, RequestFacts before) {
        RequestFacts first = before;
        if (before instanceof ServletFacts && ((ServletFacts) before).opening != null) {
            first = ((ServletFacts) before).opening;
        }
        return new ServletFacts(request, RequestAccess.of(request), first, null, null);
    }

    /** Whether this is a view by this very object. */
    boolean isOf(Object candidate) {
        return request == candidate;
    }

    /** The container's own request object, under all wrappers. */
    Object root() {
        return access.root(request);
    }

    @Override
    public @Nullable String header(String name) throws Throwable {
        return access.header(request, name);
    }

    @Override
    public @Nullable String principal() throws Throwable {
        return access.principal(request);
    }

    @Override
    public String entry() {
        if (opening != null) {
            return opening.entry();
        }
        return method == null && path != null ? path : EntryText.of(method, path);
    }
}
