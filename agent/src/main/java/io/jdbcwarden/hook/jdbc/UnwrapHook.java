package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.session.Session;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import org.jspecify.annotations.Nullable;

/**
 * The handle's {@code unwrap}: from then on the application may use the driver's own connection,
 * which the agent does not see. Such a session is never judged by idleness or by the loss of its
 * handle.
 */
final class UnwrapHook extends PoolClassHook {
    private final UseHandler uses;
    private final StateHandler states;

    UnwrapHook(PoolClasses pool, UseHandler uses, StateHandler states) {
        super(pool, ".unwrap", pool::isUnwrapping, Advice.WITH_RESULT);
        this.uses = uses;
        this.states = states;
    }

    @Override
    public boolean matches(MethodShape method) {
        // The other one is IronJacamar's.
        return (method.isNamed("unwrap") && method.takes(0, "java.lang.Class"))
                || method.isNamed("getUnderlyingConnection");
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
        return states.unwrapping(uses.unwrap(self));
    }

    @Override
    public void exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        if (result != null && result != self) {
            ((Session) token).unwrapped();
        }
    }
}
