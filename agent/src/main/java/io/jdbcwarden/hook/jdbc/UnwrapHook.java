package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The handle's {@code unwrap}: from then on the application may use the driver's own connection,
 * which the agent does not see. Such a session is never judged by idleness or by the loss of its
 * handle.
 */
public final class UnwrapHook extends PoolClassHook {
    private final SessionTable sessions;

    /**
     * The hook for the handle classes of one pool.
     *
     * @param weave must pass the result
     */
    public UnwrapHook(
            String name,
            SessionTable sessions,
            List<String> markers,
            ElementMatcher<? super TypeDescription> types,
            Weave weave) {
        super(name, markers, types, weave);
        this.sessions = sessions;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        ThreadState state = ThreadState.current();
        return state.isBusy() ? null : sessions.get(self, state);
    }

    @Override
    public @Nullable Throwable exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        if (result != null && result != self) {
            ((Session) token).unwrapped();
        }
        return thrown;
    }
}
