package io.jdbcwarden.rule;

import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a session. Use by the request that owns it is fine on any thread. Use by another live
 * request, by another user, or after the owning request ended is a violation. A thread without a
 * request was handed the connection: allowed, and counted.
 */
public final class UseRule {
    private UseRule() {}

    /**
     * Whether this use needs no further look: the owner's own. Small, because each JDBC call asks.
     */
    public static boolean isOwner(Session session, @Nullable Scope scope, Thread thread) {
        Scope owner = session.scope();
        return owner == null ? session.thread() == thread : owner == scope && !owner.isOver();
    }

    /** What is wrong with a use that is not the owner's; null if it was a hand-off. */
    public static @Nullable ViolationKind violation(Session session, @Nullable Scope user) {
        Scope owner = session.scope();
        if (owner != null && owner.isOver()) {
            return ViolationKind.AFTER_REQUEST;
        }
        if (user == null) {
            return null;
        }
        String ownerName = session.tags().user();
        String userName = user.tags().user();
        return ownerName != null && userName != null && !ownerName.equals(userName)
                ? ViolationKind.CROSS_USER
                : ViolationKind.CROSS_REQUEST;
    }
}
