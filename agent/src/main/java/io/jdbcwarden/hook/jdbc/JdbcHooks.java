package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC hooks, to be pointed at the classes of one pool: borrow, return, and the uses of a
 * handle, its statements and its result sets. Never at {@code java.sql.Connection} as such: drivers
 * and wrappers would be counted too.
 */
public final class JdbcHooks {
    private static final String STRING = "java.lang.String";

    private final BorrowHandler borrows;
    private final ReturnHandler returns;
    private final UseHandler uses;
    private final StatementHandler statements;
    private final SessionTable sessions;

    public JdbcHooks(
            BorrowHandler borrows,
            ReturnHandler returns,
            UseHandler uses,
            StatementHandler statements,
            SessionTable sessions) {
        this.sessions = sessions;
        this.borrows = borrows;
        this.returns = returns;
        this.uses = uses;
        this.statements = statements;
    }

    /**
     * The outermost {@code getConnection}.
     *
     * @param marker the pool's package, as class files write it
     * @param dataSources names of classes
     */
    public Hook borrow(String name, String marker, List<String> dataSources) {
        return new Borrow(name, marker, dataSources);
    }

    /** The handle's {@code close}. */
    public Hook returns(String name, String marker, List<String> handles) {
        return new Return(name, marker, handles);
    }

    /** The handle's {@code unwrap}. */
    public Hook unwraps(String name, String marker, List<String> handles) {
        return new UnwrapHook(name, sessions, marker, handles);
    }

    /** Every use of a handle, of its statements and of its result sets. */
    public List<Hook> uses(
            String pool,
            String marker,
            List<String> handles,
            List<String> statementTypes,
            List<String> resultSets) {
        return Arrays.asList(
                new ConnectionUse(pool + ".use", marker, handles),
                new TransactionEnd(pool + ".transaction", marker, handles),
                new Prepare(pool + ".prepare", marker, handles),
                new Execute(pool + ".execute", marker, statementTypes, Advice.WITH_ARGUMENT),
                new Execute(pool + ".executePrepared", marker, statementTypes, Advice.AROUND),
                new Next(pool + ".next", marker, resultSets));
    }

    private final class Borrow extends PoolClassHook {
        Borrow(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.WITH_RESULT);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && method.isNamed("getConnection");
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            return borrows.enter(self);
        }

        @Override
        public void exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                throws Throwable {
            borrows.exit(self, token, result, thrown);
        }
    }

    private final class Return extends PoolClassHook {
        Return(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.AROUND_OR_SKIP);
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
        Use(String name, String marker, List<String> classes, Advice advice) {
            super(name, marker, classes, advice);
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
        ConnectionUse(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.AROUND);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && !method.isStatic()
                    && !isHarmless(method)
                    && !isTransactionEnd(method)
                    && !isPrepare(method);
        }

        /** What a handle may always be asked: nothing of it reaches database or connection. */
        private boolean isHarmless(MethodShape method) {
            return method.isNamed(
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
                    "clearWarnings");
        }
    }

    private static boolean isTransactionEnd(MethodShape method) {
        return method.isNamed("commit", "rollback");
    }

    private static boolean isPrepare(MethodShape method) {
        return method.name().startsWith("prepare");
    }

    private final class TransactionEnd extends Use {
        TransactionEnd(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.AROUND);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic() && isTransactionEnd(method);
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
        Prepare(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.WITH_ARGUMENT_AND_RESULT);
        }

        @Override
        public boolean matches(MethodShape method) {
            return isPrepare(method) && method.takes(0, STRING);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            Object token = uses.enter(self);
            if (token instanceof Session && argument instanceof String) {
                ((Session) token).work().preparing((String) argument);
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
        Execute(String name, String marker, List<String> classes, Advice advice) {
            super(name, marker, classes, advice);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isPublic()
                    && method.name().startsWith("execute")
                    && (advice() == Advice.AROUND
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
            statements.exit(token, thrown);
        }
    }

    private final class Next extends Use {
        Next(String name, String marker, List<String> classes) {
            super(name, marker, classes, Advice.AROUND);
        }

        @Override
        public boolean matches(MethodShape method) {
            return method.isNamed("next") && method.argumentCount() == 0;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            Statement statement = ((ResultSet) self).getStatement();
            return statement == null ? null : uses.enter(statement.getConnection());
        }
    }
}
