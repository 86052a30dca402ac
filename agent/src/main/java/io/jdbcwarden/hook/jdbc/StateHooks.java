package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.reclaim.JdbcState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks on what changes the state of a session, beside those on its statements. */
final class StateHooks {
    private static final String STRING = "java.lang.String";

    private StateHooks() {}

    static List<Hook> all(
            PoolClasses pool, UseHandler uses, StatementHandler statements, StateHandler states) {
        List<Hook> hooks = new ArrayList<>();
        for (String setter : JdbcState.setters()) {
            hooks.add(new Setter(pool, setter, uses, states));
        }
        hooks.add(new Batch(pool, statements));
        return hooks;
    }

    /** Those that add a comment to SQL: only woven if a pool is set so. */
    static List<Hook> comments(PoolClasses pool, SqlComments comments) {
        return Arrays.asList(new Comment(pool, true, comments), new Comment(pool, false, comments));
    }

    /** One setter of a handle. */
    private static final class Setter extends PoolClassHook {
        private final String setter;
        private final UseHandler uses;
        private final StateHandler states;

        Setter(PoolClasses pool, String setter, UseHandler uses, StateHandler states) {
            super(pool, "." + setter, pool::isHandle, Advice.AROUND);
            this.setter = setter;
            this.uses = uses;
            this.states = states;
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && !method.isStatic() && method.isNamed(setter);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            Object token = uses.enter(self);
            return token == null ? null : states.entered(token, setter, (Connection) self, uses);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            uses.leave(token);
        }
    }

    /** SQL that a statement executes later, together with others. */
    private static final class Batch extends PoolClassHook {
        private final StatementHandler statements;

        Batch(PoolClasses pool, StatementHandler statements) {
            super(pool, ".addBatch", pool::isStatement, Advice.WITH_ARGUMENT);
            this.statements = statements;
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && method.isNamed("addBatch") && method.takes(0, STRING);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            statements.added(self, argument);
            return null;
        }
    }

    /** Puts a comment on the SQL that a handle prepares, or a statement executes. */
    private static final class Comment extends PoolClassHook {
        private final boolean ofHandles;
        private final SqlComments comments;

        Comment(PoolClasses pool, boolean ofHandles, SqlComments comments) {
            super(
                    pool,
                    ofHandles ? ".comment-prepared" : ".comment",
                    ofHandles ? pool::isHandle : pool::isStatement,
                    Advice.WITH_TEXT);
            this.ofHandles = ofHandles;
            this.comments = comments;
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && method.takes(0, STRING)
                    && (ofHandles
                            ? JdbcHooks.isPrepare(method.name())
                            : method.name().startsWith("execute") || method.isNamed("addBatch"));
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            if (!(argument instanceof String)) {
                return null;
            }
            Connection handle =
                    ofHandles ? (Connection) self : StatementHandler.handleOf((Statement) self);
            return handle == null ? null : comments.on(handle, (String) argument);
        }
    }
}
