package io.jdbcwarden.reclaim;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.Tags;
import io.jdbcwarden.util.DistinctErrors;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the database whose request a connection works for, before the first statement of a session,
 * and only if it was told otherwise before: so the same user and request cost nothing, and a
 * session that runs no statement neither. A session without a request is told of too, if the last
 * one was of somebody: nobody inherits another's name.
 */
public final class DatabaseTags {
    private final Dialects dialects;
    private final Transactions transactions;
    private final Reports reports;
    private final DistinctErrors errors;

    public DatabaseTags(
            Dialects dialects, Transactions transactions, Reports reports, DistinctErrors errors) {
        this.dialects = dialects;
        this.transactions = transactions;
        this.reports = reports;
        this.errors = errors;
    }

    /**
     * A session's statement comes. Inside a call of the session; never throws.
     *
     * @return what to refuse the statement with: it would run in another one's name
     */
    public @Nullable SQLException tell(Session session) {
        PoolSettings settings = session.pool().settings();
        TagDatabase how = settings.tagDatabase();
        ConnectionState state = session.connectionState();
        if (how == TagDatabase.OFF || how == TagDatabase.SQL_COMMENT || state == null) {
            session.work().ready(true);
            return null;
        }
        Tags tags = settings.mode() == Mode.ENFORCE ? session.tags() : Tags.NONE;
        if (state.tells(tags)) {
            session.work().ready(true);
            return null;
        }
        Connection physical = Transactions.physical(session);
        if (physical == null) {
            return null;
        }
        return tell(session, physical, tags, how, state);
    }

    private @Nullable SQLException tell(
            Session session,
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state) {
        try {
            boolean holds =
                    dialects.of(physical.getClass())
                            .tell(physical, tags, how, state, transactions.isOpen(session));
            state.told(tags);
            if (!holds) {
                state.forgetTold();
            }
            // Else it is told again before the next statement: a rollback may have undone it.
            session.work().ready(holds);
            return null;
        } catch (SQLException e) {
            state.forgetTold();
            reports.tellingFailed(session, e);
            return how == TagDatabase.SESSION_VARS ? e : null;
        } catch (Throwable t) {
            state.forgetTold();
            errors.record("tags in the database", t);
            return how == TagDatabase.SESSION_VARS
                    ? new SQLException(
                            "[jdbc-warden] the database could not be told of the user", t)
                    : null;
        }
    }

    /**
     * A connection is lent without a session, so nobody tells the database of its borrower: it must
     * not take it for the last one's.
     *
     * @param state what it was told last
     */
    public void clear(Connection physical, PoolSettings settings, ConnectionState state)
            throws SQLException {
        TagDatabase how = settings.tagDatabase();
        if (how == TagDatabase.OFF || how == TagDatabase.SQL_COMMENT || state.tells(Tags.NONE)) {
            return;
        }
        try {
            boolean open = dialects.probe(physical.getClass()).isOpen(physical);
            dialects.of(physical.getClass()).tell(physical, Tags.NONE, how, state, open);
            state.told(Tags.NONE);
            if (open) {
                state.forgetTold();
            }
        } catch (ReflectiveOperationException e) {
            errors.record("tags in the database", e);
        }
    }
}
