package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.reclaim.DatabaseTags;
import io.jdbcwarden.reclaim.JdbcState;
import io.jdbcwarden.reclaim.SessionStates;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a session's statements and setters change of its connection, and for whom it works. */
public final class StateHandler {
    private final SessionStates states;
    private final DatabaseTags tags;

    public StateHandler(SessionStates states, DatabaseTags tags) {
        this.states = states;
        this.tags = tags;
    }

    /**
     * Before the first statement of a session, and again where that is needed. Inside a call.
     *
     * @return what to refuse the statement with, or null
     */
    @Nullable Throwable begin(Session session) {
        states.begin(session);
        return tags.tell(session);
    }

    /** Before SQL is run or prepared. Inside a call. */
    void before(Session session, String sql) {
        states.before(session, sql);
    }

    /**
     * A setter of JDBC's was let in.
     *
     * @param token what {@link UseHandler#enter} returned
     * @return the same, or a refusal
     */
    @Nullable Object entered(
            @Nullable Object token, String setter, Connection handle, UseHandler uses) {
        StateKind kind = JdbcState.ofSetter(setter);
        if (!(token instanceof Session) || kind == null) {
            return token;
        }
        Session session = (Session) token;
        // Some of them run a statement, and with it a transaction may begin.
        if (kind != StateKind.TYPE_MAP
                && kind != StateKind.NETWORK_TIMEOUT
                && !session.work().isReady()) {
            Throwable refusal = begin(session);
            if (refusal != null) {
                uses.leave(session);
                return refusal;
            }
        }
        states.before(session, kind, handle);
        return token;
    }

    /**
     * The driver's own connection is about to be taken out of a handle: what is done with it is not
     * seen.
     *
     * @param token what {@link UseHandler#unwrap} returned
     * @return the same, or a refusal
     */
    @Nullable Object unwrapping(@Nullable Object token) {
        if (!(token instanceof Session) || ((Session) token).work().isReady()) {
            return token;
        }
        ThreadState state = ThreadState.current();
        state.enterAgent();
        try {
            Throwable refusal = begin((Session) token);
            return refusal == null ? token : refusal;
        } finally {
            state.leaveAgent();
        }
    }

    /** A connection is lent that gets no session. */
    void lentUnseen(
            GuardedPool pool, @Nullable Connection physical, @Nullable ConnectionState state)
            throws SQLException {
        if (physical == null || state == null) {
            return;
        }
        ThreadState thread = ThreadState.current();
        thread.enterAgent();
        try {
            tags.clear(physical, pool.settings(), state);
        } finally {
            thread.leaveAgent();
        }
    }
}
