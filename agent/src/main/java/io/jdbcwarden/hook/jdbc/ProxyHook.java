package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link JdbcHooks} in one, for pools that hand out proxies: on the method of their
 * invocation handlers.
 *
 * <p>Statements of such pools run on when their handle is closed, on the connection that somebody
 * else has by then. So it is remembered whose they are.
 */
final class ProxyHook extends PoolClassHook {
    private final ReturnHandler returns;
    private final UseHandler uses;
    private final StatementHandler statements;
    private final StateHandler states;
    private final SqlComments comments;
    private final SessionTable sessions;

    ProxyHook(
            PoolClasses pool,
            ReturnHandler returns,
            UseHandler uses,
            StatementHandler statements,
            StateHandler states,
            SqlComments comments,
            SessionTable sessions) {
        super(pool, ".proxy", pool::isHandler, Advice.INVOCATION);
        this.returns = returns;
        this.uses = uses;
        this.statements = statements;
        this.states = states;
        this.comments = comments;
        this.sessions = sessions;
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isNamed("invoke")
                && method.argumentCount() == 3
                && method.takes(1, "java.lang.reflect.Method");
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        return null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (proxy instanceof Connection) {
            return onConnection(proxy, method.getName(), arguments);
        }
        if (proxy instanceof Statement) {
            return onStatement(proxy, method.getName(), arguments);
        }
        return proxy instanceof ResultSet && method.getName().equals("next")
                ? onNext((ResultSet) proxy)
                : null;
    }

    private @Nullable Object onConnection(
            Object handle, String method, Object @Nullable [] arguments) throws Throwable {
        if (method.equals("close")) {
            return Step.of(Step.RETURN, returns.enter(handle));
        }
        if (method.equals("unwrap")) {
            return Step.of(Step.UNWRAP, states.unwrapping(uses.unwrap(handle)));
        }
        if (JdbcHooks.isHarmless(method)) {
            return null;
        }
        boolean prepares = JdbcHooks.isPrepare(method);
        if (prepares) {
            comment(uses.sessionOf(handle), arguments);
        }
        boolean change = JdbcHooks.isChange(method);
        Object token =
                change ? uses.enterChange(handle, method, first(arguments)) : uses.enter(handle);
        if (JdbcHooks.isStateSetter(method)) {
            return Step.of(Step.USE, states.entered(token, method, (Connection) handle, uses));
        }
        if (change) {
            return Step.of(Step.CHANGE, token);
        }
        if (JdbcHooks.isTransactionEnd(method)) {
            return Step.of(Step.TRANSACTION_END, token);
        }
        if (method.equals("createStatement")) {
            return Step.of(Step.CREATE, token);
        }
        if (prepares) {
            String sql = sql(arguments);
            if (token instanceof Session && sql != null) {
                ((Session) token).work().preparing(sql);
                states.before((Session) token, sql);
            }
            return Step.of(Step.PREPARE, token);
        }
        return Step.of(Step.USE, token);
    }

    private @Nullable Object onStatement(
            Object statement, String method, Object @Nullable [] arguments) {
        if (JdbcHooks.isUpdateCount(method)) {
            boolean agent = ThreadState.current().isBusy();
            Session asked = agent ? null : sessions.ownerOf(statement);
            return Step.of(Step.UPDATE_COUNT, StatementHandler.ifUntold(asked));
        }
        boolean executes = method.startsWith("execute");
        if (!executes && !method.equals("addBatch")) {
            return null;
        }
        Session session = sessions.ownerOf(statement);
        if (session == null) {
            return null;
        }
        comment(session, arguments);
        if (!executes) {
            String added = sql(arguments);
            if (added != null && !ThreadState.current().isBusy()) {
                states.before(session, added);
            }
            return null;
        }
        return Step.of(Step.EXECUTE, statements.enter(session, statement, sql(arguments)));
    }

    private @Nullable Object onNext(ResultSet rows) throws SQLException {
        Statement statement = rows.getStatement();
        Session session = statement == null ? null : sessions.ownerOf(statement);
        return session == null ? null : Step.of(Step.NEXT, uses.enter(session));
    }

    /** A proxy's call has an array of its own, which the handler reads later. */
    private void comment(@Nullable Session session, Object @Nullable [] arguments) {
        if (session == null || arguments == null || !comments.areOn()) {
            return;
        }
        String sql = sql(arguments);
        if (sql != null && !ThreadState.current().isBusy()) {
            arguments[0] = comments.on(session, sql);
        }
    }

    private static @Nullable String sql(Object @Nullable [] arguments) {
        Object first = first(arguments);
        return first instanceof String ? (String) first : null;
    }

    private static @Nullable Object first(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 ? arguments[0] : null;
    }

    @Override
    public void exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        Step step = (Step) token;
        Session session = step.session;
        switch (step.kind) {
            case Step.RETURN:
                returns.exit(session);
                break;
            case Step.UNWRAP:
                if (result != null && result != self) {
                    session.unwrapped();
                }
                break;
            case Step.EXECUTE:
                if (result instanceof Number) {
                    statements.exit(session, ((Number) result).longValue());
                } else {
                    statements.exit(session, result, thrown);
                }
                break;
            case Step.UPDATE_COUNT:
                if (result instanceof Number) {
                    session.work().rowsTold(((Number) result).longValue());
                }
                break;
            case Step.CHANGE:
                uses.leaveChange(session, thrown);
                break;
            case Step.NEXT:
                if (Boolean.TRUE.equals(result)) {
                    session.work().row();
                }
                uses.leave(session);
                break;
            default:
                if (result != null && (step.kind == Step.CREATE || step.kind == Step.PREPARE)) {
                    sessions.own(result, session);
                }
                if (result != null && step.kind == Step.PREPARE) {
                    session.work().prepared(result);
                }
                if (thrown == null && step.kind == Step.TRANSACTION_END) {
                    session.work().transactionEnded();
                }
                uses.leave(session);
        }
    }

    /** What a call is, carried across it. An object more does not matter beside a proxy's call. */
    private static final class Step {
        static final int USE = 0;
        static final int RETURN = 1;
        static final int UNWRAP = 2;
        static final int TRANSACTION_END = 3;
        static final int CREATE = 4;
        static final int PREPARE = 5;
        static final int EXECUTE = 6;
        static final int CHANGE = 7;
        static final int NEXT = 8;
        static final int UPDATE_COUNT = 9;

        final int kind;
        final Session session;

        private Step(int kind, Session session) {
            this.kind = kind;
            this.session = session;
        }

        /** What is no session, a refusal for example, is passed on as it is. */
        static @Nullable Object of(int kind, @Nullable Object token) {
            return token instanceof Session ? new Step(kind, (Session) token) : token;
        }
    }
}
