package io.jdbcwarden.hook.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC hooks, to be pointed at the classes of one pool: borrow, return, and the uses of a
 * handle, its statements and its result sets. Never at {@code java.sql.Connection} as such: drivers
 * and wrappers would be counted too.
 */
public final class JdbcHooks {
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

    /** The outermost {@code getConnection}. The advice must pass the result. */
    public Hook borrow(
            String name,
            List<String> markers,
            ElementMatcher<? super TypeDescription> types,
            Weave weave) {
        return new PoolClassHook(name, markers, types, weave) {
            @Override
            public @Nullable Object enter(Object self, @Nullable Object argument) {
                return borrows.enter(self);
            }

            @Override
            public @Nullable Throwable exit(
                    Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
                    throws Throwable {
                borrows.exit(self, token, result, thrown);
                return thrown;
            }
        };
    }

    /** The handle's {@code close}. */
    public Hook returns(
            String name,
            List<String> markers,
            ElementMatcher<? super TypeDescription> types,
            Weave weave) {
        return new PoolClassHook(name, markers, types, weave) {
            @Override
            public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
                return returns.enter(self);
            }

            @Override
            public @Nullable Throwable exit(
                    Object self,
                    Object token,
                    @Nullable Object result,
                    @Nullable Throwable thrown) {
                returns.exit(token);
                return thrown;
            }
        };
    }

    /** The handle's {@code unwrap}. */
    public Hook unwraps(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        return new UnwrapHook(
                name,
                sessions,
                markers,
                types,
                Weave.of(
                        named("unwrap").and(takesArgument(0, Class.class)),
                        Advices.WithResult.class));
    }

    /** Every use of a handle, of its statements and of its result sets. */
    public List<Hook> uses(
            String pool,
            List<String> markers,
            ElementMatcher<? super TypeDescription> handles,
            ElementMatcher<? super TypeDescription> statementTypes,
            ElementMatcher<? super TypeDescription> resultSets) {
        List<Hook> hooks = new ArrayList<>();
        hooks.add(connectionUse(pool + ".use", markers, handles));
        hooks.add(transactionEnd(pool + ".transaction", markers, handles));
        hooks.add(prepare(pool + ".prepare", markers, handles));
        hooks.addAll(execute(pool + ".execute", markers, statementTypes));
        hooks.add(next(pool + ".next", markers, resultSets));
        return hooks;
    }

    /** What a handle may always be asked: nothing of it reaches the database or the connection. */
    private static ElementMatcher.Junction<MethodDescription> harmless() {
        return namedOneOf("close", "abort", "isClosed", "unwrap", "isWrapperFor", "getClientInfo")
                .or(namedOneOf("toString", "hashCode", "equals", "getWarnings", "clearWarnings"));
    }

    private Hook connectionUse(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        ElementMatcher.Junction<MethodDescription> others =
                named("commit").or(named("rollback")).or(nameStartsWith("prepare"));
        return new Use(
                name,
                markers,
                types,
                Weave.of(isPublic().and(not(harmless())).and(not(others)), Advices.Around.class));
    }

    private Hook transactionEnd(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        return new Use(
                name,
                markers,
                types,
                Weave.of(namedOneOf("commit", "rollback").and(isPublic()), Advices.Around.class)) {
            @Override
            public @Nullable Throwable exit(
                    Object self,
                    Object token,
                    @Nullable Object result,
                    @Nullable Throwable thrown) {
                if (thrown == null) {
                    ((Session) token).work().transactionEnded();
                }
                return super.exit(self, token, result, thrown);
            }
        };
    }

    private Hook prepare(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        return new Prepare(
                name,
                markers,
                types,
                Weave.of(
                        nameStartsWith("prepare").and(takesArgument(0, String.class)),
                        Advices.WithArgumentAndResult.class));
    }

    private List<Hook> execute(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        return Arrays.asList(
                new Execute(
                        name,
                        markers,
                        types,
                        Weave.of(
                                nameStartsWith("execute")
                                        .and(isPublic())
                                        .and(takesArgument(0, String.class)),
                                Advices.WithArgument.class)),
                new Execute(
                        name + "Prepared",
                        markers,
                        types,
                        Weave.of(
                                nameStartsWith("execute").and(isPublic()).and(takesNoArguments()),
                                Advices.Around.class)));
    }

    private Hook next(
            String name, List<String> markers, ElementMatcher<? super TypeDescription> types) {
        return new Use(
                name,
                markers,
                types,
                Weave.of(named("next").and(takesNoArguments()), Advices.Around.class)) {
            @Override
            public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
                Statement statement = ((ResultSet) self).getStatement();
                return statement == null ? null : uses.enter(statement.getConnection());
            }
        };
    }

    private class Use extends PoolClassHook {
        Use(
                String name,
                List<String> markers,
                ElementMatcher<? super TypeDescription> types,
                Weave weave) {
            super(name, markers, types, weave);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return uses.enter(self);
        }

        @Override
        public @Nullable Throwable exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            uses.leave(token);
            return thrown;
        }
    }

    /** Keeps the SQL for the statement's executions; the token carries it across the call. */
    private final class Prepare extends PoolClassHook {
        Prepare(
                String name,
                List<String> markers,
                ElementMatcher<? super TypeDescription> types,
                Weave weave) {
            super(name, markers, types, weave);
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
        public @Nullable Throwable exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            if (result != null) {
                ((Session) token).work().prepared(result);
            }
            uses.leave(token);
            return thrown;
        }
    }

    private final class Execute extends PoolClassHook {
        Execute(
                String name,
                List<String> markers,
                ElementMatcher<? super TypeDescription> types,
                Weave weave) {
            super(name, markers, types, weave);
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable {
            return statements.enter(self, argument);
        }

        @Override
        public @Nullable Throwable exit(
                Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
            statements.exit(token, thrown);
            return thrown;
        }
    }
}
