package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.reclaim.JdbcState;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.ClockCalls;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC hooks, to be pointed at the classes of one pool: borrow, return, and the uses of a
 * handle, its statements and its result sets. Never at {@code java.sql.Connection} as such: drivers
 * and wrappers would be counted too.
 */
public final class JdbcHooks {
    private static final String STRING = "java.lang.String";
    private static final String SET_AUTO_COMMIT = "setAutoCommit";

    private static final Set<String> HARMLESS =
            new HashSet<>(
                    Arrays.asList(
                            "close",
                            "abort",
                            "isClosed",
                            "unwrap",
                            "isWrapperFor",
                            "getClientInfo",
                            "toString",
                            "hashCode",
                            "equals",
                            "getWarnings",
                            "clearWarnings"));

    /** What handles have beside these is the pool's own. */
    private static final Set<String> CALLS =
            Arrays.stream(Connection.class.getMethods())
                    .map(Method::getName)
                    .collect(Collectors.toSet());

    private final BorrowHandler borrows;
    private final ReturnHandler returns;
    private final UseHandler uses;
    private final StatementHandler statements;
    private final StateHandler states;
    private final SqlComments comments;
    private final SessionTable sessions;

    public JdbcHooks(
            BorrowHandler borrows,
            ReturnHandler returns,
            UseHandler uses,
            StatementHandler statements,
            StateHandler states,
            SqlComments comments,
            SessionTable sessions) {
        this.states = states;
        this.comments = comments;
        this.sessions = sessions;
        this.borrows = borrows;
        this.returns = returns;
        this.uses = uses;
        this.statements = statements;
    }

    /** All hooks on the classes of a pool, in no particular order. */
    public List<Hook> all(PoolClasses pool) {
        if (pool.handsOutProxies()) {
            return Arrays.asList(
                    new Borrow(pool),
                    new ProxyHook(pool, returns, uses, statements, states, comments, sessions));
        }
        List<Hook> hooks = new ArrayList<>(handles(pool));
        hooks.add(new Borrow(pool));
        hooks.add(new Return(pool));
        ClockCalls clock = pool.clock();
        if (clock != null) {
            hooks.add(new ClockHook(pool, clock));
        }
        return hooks;
    }

    /**
     * The hooks on connections that are of none of these pools.
     *
     * @param known the pools that have hooks of their own
     */
    List<Hook> unknown(UnknownBorrows unknown, LearnedClasses learned, List<PoolClasses> known) {
        List<Hook> hooks = new ArrayList<>(handles(learned));
        hooks.add(new UnknownHooks.OfDataSource(unknown, known));
        hooks.add(new UnknownHooks.OfDriverManager(unknown));
        hooks.add(new UnknownHooks.Return(learned, returns, sessions));
        return hooks;
    }

    /** The hooks on handles, their statements and their result sets, but for their close. */
    private List<Hook> handles(PoolClasses pool) {
        List<Hook> hooks = new ArrayList<>();
        if (comments.areOn()) {
            // The first is the outermost: the others see what the driver will get.
            hooks.addAll(StateHooks.comments(pool, comments));
        }
        hooks.addAll(StateHooks.all(pool, uses, statements, states));
        hooks.addAll(uses(pool));
        return hooks;
    }

    private List<Hook> uses(PoolClasses pool) {
        return Arrays.asList(
                new UnwrapHook(pool, uses, states),
                new ConnectionUse(pool),
                new Change(pool, ".read-only", Transactions.SET_READ_ONLY),
                new Change(pool, ".isolation", Transactions.SET_ISOLATION),
                new Change(pool, ".auto-commit", SET_AUTO_COMMIT),
                new TransactionEnd(pool),
                new Prepare(pool),
                new Execute(pool, ".execute", Advice.WITH_ARGUMENT_AND_RESULT),
                new Execute(pool, ".executePrepared", Advice.WITH_RESULT),
                new UpdateCount(pool),
                new Next(pool));
    }

    private final class Borrow extends PoolClassHook {
        private final PoolClasses pool;

        Borrow(PoolClasses pool) {
            super(pool, ".borrow", pool::isDataSource, Advice.WITH_RESULT);
            this.pool = pool;
        }

        /** A public one, or what a builder of UCP's calls. */
        @Override
        public boolean matches(MethodShape method) {
            return !method.isStatic() && method.isNamed("getConnection");
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            return pool.isIncomplete() ? null : borrows.enter(self);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                throws Throwable {
            borrows.exit(self, token, result, thrown);
        }
    }

    private final class Return extends PoolClassHook {
        Return(PoolClasses pool) {
            super(pool, ".return", pool::isClosing, Advice.AROUND_OR_SKIP);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isNamed("close") && method.argumentCount() == 0;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return returns.enter(self);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            returns.exit(token);
        }
    }

    private abstract class Use extends PoolClassHook {
        Use(PoolClasses pool, String suffix, Predicate<TypeShape> types, Advice advice) {
            super(pool, suffix, types, advice);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return uses.enter(self);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            uses.leave(token);
        }
    }

    private final class ConnectionUse extends Use {
        ConnectionUse(PoolClasses pool) {
            super(pool, ".use", pool::isHandle, Advice.AROUND);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && !method.isStatic()
                    && CALLS.contains(method.name())
                    && !isHarmless(method.name())
                    && !isChange(method.name())
                    && !isStateSetter(method.name())
                    && !isTransactionEnd(method.name())
                    && !isPrepare(method.name());
        }
    }

    /** A change of how transactions are, or of what the next borrower must not inherit. */
    private final class Change extends Use {
        private final String setter;

        Change(PoolClasses pool, String suffix, String setter) {
            super(pool, suffix, pool::isHandle, Advice.WITH_ARGUMENT);
            this.setter = setter;
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && method.isNamed(setter) && method.argumentCount() == 1;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return uses.enterChange(self, setter, argument);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            uses.leaveChange(token, thrown);
        }
    }

    /** What a handle may always be asked: nothing of it reaches database or connection. */
    static boolean isHarmless(String method) {
        return HARMLESS.contains(method);
    }

    static boolean isChange(String method) {
        return method.equals(Transactions.SET_READ_ONLY)
                || method.equals(Transactions.SET_ISOLATION)
                || method.equals(SET_AUTO_COMMIT);
    }

    /** Whether it changes what is put back at return. */
    static boolean isStateSetter(String method) {
        return JdbcState.ofSetter(method) != null;
    }

    static boolean isTransactionEnd(String method) {
        return method.equals("commit") || method.equals("rollback");
    }

    static boolean isUpdateCount(String method) {
        return method.equals("getUpdateCount") || method.equals("getLargeUpdateCount");
    }

    static boolean isPrepare(String method) {
        return method.startsWith("prepare");
    }

    private final class TransactionEnd extends Use {
        TransactionEnd(PoolClasses pool) {
            super(pool, ".transaction", pool::isHandle, Advice.AROUND);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && isTransactionEnd(method.name());
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            if (thrown == null) {
                ((Session) token).work().transactionEnded();
            }
            super.exit(self, token, result, thrown);
        }
    }

    /** Keeps the SQL for the statement's executions; the token carries it across the call. */
    private final class Prepare extends Use {
        Prepare(PoolClasses pool) {
            super(pool, ".prepare", pool::isHandle, Advice.WITH_ARGUMENT_AND_RESULT);
        }

        @Override
        public boolean matches(MethodShape method) {
            return isPrepare(method.name()) && method.takes(0, STRING);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            Object token = uses.enter(self);
            if (token instanceof Session && argument instanceof String) {
                ((Session) token).work().preparing((String) argument);
                states.before((Session) token, (String) argument);
            }
            return token;
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            if (result != null) {
                ((Session) token).work().prepared(result);
            }
            super.exit(self, token, result, thrown);
        }
    }

    /** Executions: with the SQL as the argument, or of a statement that was prepared with it. */
    private final class Execute extends PoolClassHook {
        Execute(PoolClasses pool, String suffix, Advice advice) {
            super(pool, suffix, pool::isStatement, advice);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && method.name().startsWith("execute")
                    && (advice() == Advice.WITH_RESULT
                            ? method.argumentCount() == 0
                            : method.takes(0, STRING));
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return statements.enter(self, argument);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            statements.exit(token, result, thrown);
        }

        @Override
        public void exitWith(Object self, Object token, long rows) {
            statements.exit(token, rows);
        }
    }

    /** {@code execute} alone does not tell how many rows it changed: who wants to know asks. */
    private final class UpdateCount extends PoolClassHook {
        UpdateCount(PoolClasses pool) {
            super(pool, ".updateCount", pool::isStatement, Advice.WITH_RESULT);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && isUpdateCount(method.name()) && method.argumentCount() == 0;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            return statements.asked(self);
        }

        @Override
        public void exitWith(Object self, Object token, long rows) {
            ((Session) token).work().rowsTold(rows);
        }
    }

    private final class Next extends Use {
        Next(PoolClasses pool) {
            super(pool, ".next", pool::isResultSet, Advice.WITH_RESULT);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isNamed("next") && method.argumentCount() == 0;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            Connection handle = handleOf((ResultSet) self);
            return handle == null ? null : uses.enterBehind(handle);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            if (result == Boolean.TRUE) {
                ((Session) token).work().row();
            }
            super.exit(self, token, result, thrown);
        }

        private @Nullable Connection handleOf(ResultSet rows) {
            try {
                Statement statement = rows.getStatement();
                return statement == null ? null : StatementHandler.handleOf(statement);
            } catch (SQLException e) {
                // They are closed, and will say so themselves.
                return null;
            }
        }
    }
}
