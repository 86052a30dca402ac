package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The handle's {@code unwrap}: from then on the application may use the driver's own connection,
 * which the agent does not see. Such a session is never judged by idleness or by the loss of its
 * handle.
 */
public final class UnwrapHook extends Hook {
    private final SessionTable sessions;
    private final List<String> markers;
    private final ElementMatcher<? super TypeDescription> types;
    private final Weave weave;

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
        super(name);
        this.sessions = sessions;
        this.markers = markers;
        this.types = types;
        this.weave = weave;
    }

    @Override
    public List<String> markers() {
        return markers;
    }

    @Override
    public ElementMatcher<? super TypeDescription> types() {
        return types;
    }

    @Override
    public List<Weave> weaves() {
        return Collections.singletonList(weave);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        return ThreadState.current().isBusy() ? null : sessions.get(self);
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
