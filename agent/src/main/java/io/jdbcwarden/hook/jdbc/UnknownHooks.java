package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.pool.JdbcUrls;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The hooks on where connections come from that are of no known pool, and on their close. */
final class UnknownHooks {
    private UnknownHooks() {}

    /** A data source of any class. */
    static final class OfDataSource extends Hook {
        private static final String CONNECTION = "java.sql.Connection";

        private final UnknownBorrows borrows;
        private final List<PoolClasses> known;
        private final ClassValue<UnknownBorrows.Origin> origins =
                new ClassValue<UnknownBorrows.Origin>() {
                    @Override
                    protected UnknownBorrows.Origin computeValue(Class<?> type) {
                        return new UnknownBorrows.Origin(type, type.getSimpleName(), null);
                    }
                };

        /**
         * The hook.
         *
         * @param known the pools that have hooks of their own
         */
        OfDataSource(UnknownBorrows borrows, List<PoolClasses> known) {
            super("unknown.borrow");
            this.borrows = borrows;
            this.known = known;
        }

        @Override
        public List<String> markers() {
            return Collections.singletonList("()Ljava/sql/Connection;");
        }

        /**
         * Statements and descriptions of databases have such a method too, and so has what lends
         * within a known pool, once more for each borrow.
         */
        @Override
        public boolean matches(TypeShape type) {
            for (PoolClasses pool : known) {
                if (pool.isDataSource(type) || pool.isClockReader(type)) {
                    return false;
                }
            }
            return !type.declares("executeQuery") && !type.declares("getTables");
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && !method.isStatic()
                    && method.isNamed("getConnection")
                    && method.returns(CONNECTION);
        }

        @Override
        public Advice advice() {
            return Advice.WITH_RESULT;
        }

        @Override
        public boolean matchesLoaded(Class<?> loaded) {
            return DataSource.class.isAssignableFrom(loaded);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            // In this order: that a class has no such interface the JVM searches for at each call.
            return UnknownBorrows.isOfRequest(ThreadState.current()) && self instanceof DataSource
                    ? borrows.enter(origins.get(self.getClass()))
                    : null;
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                throws Throwable {
            borrows.exit(token, result, thrown);
        }
    }

    /** {@link java.sql.DriverManager}, each URL by itself. */
    static final class OfDriverManager extends Hook {
        private static final String NAME = "java.sql.DriverManager";

        /** URLs may be made anew for each request; those that come later go unseen. */
        private static final int MOST_URLS = 64;

        private final UnknownBorrows borrows;
        private final ConcurrentMap<String, UnknownBorrows.Origin> origins =
                new ConcurrentHashMap<>();

        OfDriverManager(UnknownBorrows borrows) {
            super("unknown.driver-manager");
            this.borrows = borrows;
        }

        @Override
        public List<String> markers() {
            return Collections.emptyList();
        }

        @Override
        public List<String> bootClasses() {
            return Collections.singletonList(NAME);
        }

        @Override
        public boolean matches(TypeShape type) {
            return type.isNamed(NAME);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && method.isNamed("getConnection");
        }

        @Override
        public Advice advice() {
            return Advice.STATIC_WITH_ARGUMENT_AND_RESULT;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object url) {
            if (!(url instanceof String) || !UnknownBorrows.isOfRequest(ThreadState.current())) {
                return null;
            }
            String shown = String.valueOf(JdbcUrls.withoutCredentials((String) url));
            UnknownBorrows.Origin origin = origins.get(shown);
            if (origin == null && origins.size() < MOST_URLS) {
                origin =
                        origins.computeIfAbsent(
                                shown, key -> new UnknownBorrows.Origin(key, "DriverManager", key));
            }
            return origin == null ? null : borrows.enter(origin);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                throws Throwable {
            borrows.exit(token, result, thrown);
        }
    }

    /**
     * The close of such a connection, which may be declared by several classes above each other:
     * the one that is called first is the return, the others are parts of it.
     */
    static final class Return extends PoolClassHook {
        private final ReturnHandler returns;
        private final SessionTable sessions;

        Return(PoolClasses pool, ReturnHandler returns, SessionTable sessions) {
            super(pool, ".return", pool::isClosing, Advice.AROUND_OR_SKIP);
            this.returns = returns;
            this.sessions = sessions;
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isNamed("close") && method.argumentCount() == 0;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            ThreadState state = ThreadState.current();
            if (state.isBusy() || !(self instanceof Connection)) {
                return null;
            }
            Session session = sessions.get(self, state);
            Object token = session == null ? null : returns.enter(self);
            if (token instanceof Session) {
                state.enterCall();
            }
            return token;
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            ThreadState.current().leaveCall();
            returns.exit(token);
        }
    }
}
