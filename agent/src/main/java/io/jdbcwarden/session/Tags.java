package io.jdbcwarden.session;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a session belongs to: its request, its user and what else the operator asked for. Immutable.
 */
public final class Tags {
    /** Outside any request. */
    public static final Tags NONE = new Tags(null, null, Collections.<String, String>emptyMap());

    private final @Nullable String requestId;
    private final @Nullable String user;
    private final Map<String, String> more;

    public Tags(@Nullable String requestId, @Nullable String user, Map<String, String> more) {
        this.requestId = requestId;
        this.user = user;
        this.more = more;
    }

    /** The request's id, cleaned and bounded; null outside any request. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** The user, cleaned and bounded; null while none is known. */
    public @Nullable String user() {
        return user;
    }

    /** The tags of {@code scope.tags} that had a value, in the order of the setting. */
    public Map<String, String> more() {
        return more;
    }

    /** Whether request, user and all others are the same. */
    public boolean saysTheSameAs(Tags other) {
        return this == other
                || (Objects.equals(requestId, other.requestId)
                        && Objects.equals(user, other.user)
                        && more.equals(other.more));
    }

    /** {@code request 4711 of user anna}, for messages. */
    @Override
    public String toString() {
        if (requestId == null) {
            return user == null ? "no request" : "no request, user " + user;
        }
        return "request " + requestId + (user == null ? " of an unknown user" : " of user " + user);
    }
}
