package io.jdbcwarden.hook.boundary;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}: the task that the container runs is part of the request that started
 * it.
 */
final class AsyncTaskHook extends Hook {
    private final Entries entries;

    AsyncTaskHook(Entries entries) {
        super("servlet.task");
        this.entries = entries;
    }

    @Override
    public List<String> markers() {
        return ServletTypes.markers("AsyncContext");
    }

    @Override
    public ElementMatcher<? super TypeDescription> types() {
        return not(isInterface())
                .and(
                        declaresMethod(
                                named("addListener")
                                        .and(takesArgument(0, ServletTypes.api("AsyncListener")))));
    }

    @Override
    public List<Weave> weaves() {
        return Collections.singletonList(
                Weave.of(
                        named("start")
                                .and(not(isStatic()))
                                .and(takesArguments(1))
                                .and(takesArgument(0, Runnable.class)),
                        Advices.WithTask.class));
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
