package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}: the task that the container runs is part of the request that started
 * it.
 */
final class AsyncTaskHook extends Hook {
    private static final String[] LISTENER = ServletTypes.api("AsyncListener");

    private final Entries entries;

    AsyncTaskHook(Entries entries) {
        super("servlet.task");
        this.entries = entries;
    }

    @Override
    public List<String> markers() {
        return ServletTypes.markers("AsyncContext");
    }

    /** An {@code AsyncContext} is told by the method that no other type of the API has. */
    @Override
    public boolean matches(TypeShape type) {
        for (MethodShape method : type.methods()) {
            if (method.isNamed("addListener") && method.takes(0, LISTENER)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isNamed("start")
                && !method.isStatic()
                && method.argumentCount() == 1
                && method.takes(0, "java.lang.Runnable");
    }

    @Override
    public Advice advice() {
        return Advice.WITH_TASK;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return ServletTypes.find(loaded, ".servlet.AsyncContext") != null;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object task) {
        Scope scope = ThreadState.current().scope();
        return scope == null || task == null || task instanceof Part
                ? null
                : new Part(entries, scope, (Runnable) task);
    }

    /**
     * The task, within its request. Joins it only when it runs: a task that never does must not
     * keep the request open, and the asynchronous work does so anyway.
     */
    private static final class Part implements Runnable {
        private final Entries entries;
        private final Scope scope;
        private final Runnable task;

        Part(Entries entries, Scope scope, Runnable task) {
            this.entries = entries;
            this.scope = scope;
            this.task = task;
        }

        @Override
        public void run() {
            ThreadState state = ThreadState.current();
            if (state.scope() != null || !scope.join()) {
                task.run();
                return;
            }
            state.scope(scope);
            try {
                task.run();
            } finally {
                try {
                    entries.exit(state, scope);
                } catch (Throwable t) {
                    // What the agent does wrong is never the application's.
                    entries.failed(t);
                }
            }
        }
    }
}
