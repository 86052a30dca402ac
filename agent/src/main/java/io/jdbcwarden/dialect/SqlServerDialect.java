package io.jdbcwarden.dialect;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SQL Server. Written by the documentation of 2022 and of its driver; never run against a server by
 * this project. What has to be put back is one batch, and so one round trip.
 */
public final class SqlServerDialect implements Dialect {
    private static final String[] ISOLATIONS = {
        "read committed",
        "read uncommitted",
        "read committed",
        "repeatable read",
        "serializable",
        "snapshot"
    };

    /** {@code CONTEXT_INFO} takes so many bytes. */
    private static final int LONGEST = 128;

    private final StateSql sql = new SqlServerStateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().startsWith("com.microsoft.sqlserver.jdbc.SQLServerConnection");
    }

    @Override
    public void read(String text, StateChanges into) {
        sql.read(text, into);
    }

    // ------------------------------------------------------------------ what it was

    @Override
    public void keep(
            Connection physical, StateChanges changes, ConnectionState state, boolean inTransaction)
            throws SQLException {
        if (changes.has(StateKind.SETTING)) {
            keepAll(physical, state);
        }
        for (String name : changes.names(StateKind.SETTING)) {
            if (!state.isKept(name) && !name.startsWith(SqlServerStateSql.CONTEXT)) {
                changes.mark(StateKind.OTHER);
            }
        }
    }

    /** A session may see its own row without any right. */
    @Override
    public void keepAll(Connection physical, ConnectionState state) throws SQLException {
        if (state.isAllKept()) {
            return;
        }
        String query =
                "select @@options, language, date_format, date_first, text_size, lock_timeout,"
                        + " row_count, deadlock_priority, transaction_isolation_level"
                        + " from sys.dm_exec_sessions where session_id = @@spid";
        try (Statement statement = physical.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (row.next()) {
                int options = row.getInt(1);
                for (int bit = 1; bit < SqlServerStateSql.BITS.length; bit++) {
                    state.keep(
                            SqlServerStateSql.BITS[bit],
                            (options & (1 << bit)) == 0 ? "off" : "on");
                }
                state.keep("language", "[" + row.getString(2).replace("]", "]]") + "]");
                state.keep("dateformat", row.getString(3));
                state.keep("datefirst", row.getString(4));
                state.keep("textsize", row.getString(5));
                state.keep("lock_timeout", row.getString(6));
                // It shows how many rows the last statement gave, and not the setting.
                state.keep("rowcount", "0");
                state.keep("deadlock_priority", row.getString(8));
                int level = row.getInt(9);
                state.keep(
                        "transaction isolation level",
                        ISOLATIONS[level < ISOLATIONS.length ? level : 0]);
                state.keep("context_info", "0x");
            }
        }
        state.allKept();
    }

    // ------------------------------------------------------------------ putting it back

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state) {
        List<String> statements = new ArrayList<>();
        if (changes.has(StateKind.ROLE)) {
            statements.add("revert");
        }
        List<String> names = new ArrayList<>(changes.names(StateKind.SETTING));
        // It sets the two others as well.
        if (names.contains("language")) {
            names.remove("language");
            names.add(0, "language");
            names.add("dateformat");
            names.add("datefirst");
        }
        for (String name : names) {
            statements.add(
                    name.startsWith(SqlServerStateSql.CONTEXT)
                            ? context(name.substring(SqlServerStateSql.CONTEXT.length()))
                            : "set " + name + " " + state.kept(name));
        }
        for (String table : changes.names(StateKind.TEMP_TABLE)) {
            statements.add("drop table if exists " + table);
        }
        for (String lock : changes.names(StateKind.LOCK)) {
            statements.add(
                    "exec sp_releaseapplock @Resource = N"
                            + Quotes.string(lock)
                            + ", @LockOwner = N'Session'");
        }
        return statements;
    }

    private static String context(String key) {
        return "exec sp_set_session_context @key = N" + Quotes.string(key) + ", @value = null";
    }

    /** The options, and what was seen beside them: SQL cannot ask for a whole reset. */
    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state) {
        for (String name : state.kept().keySet()) {
            changes.mark(StateKind.SETTING, name);
        }
        return reset(physical, changes, state);
    }

    @Override
    public void run(Connection physical, List<String> statements) throws SQLException {
        Dialect.runAsOneText(physical, statements);
    }

    // ------------------------------------------------------------------ tags

    /**
     * {@code SESSION_CONTEXT} is what policies can ask; what administrators see of others in {@code
     * sys.dm_exec_sessions} is {@code CONTEXT_INFO}.
     */
    @Override
    public boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        if (how == TagDatabase.SESSION_VARS) {
            Map<String, String> values = TagText.variables(tags, state);
            StringBuilder text = new StringBuilder();
            for (String name : values.keySet()) {
                text.append("exec sp_set_session_context @key = N'warden.");
                text.append(name).append("', @value = ?; ");
            }
            TagText.send(physical, text, values.values());
            return true;
        }
        try (PreparedStatement statement =
                physical.prepareStatement("declare @i varbinary(128) = ?; set context_info @i")) {
            String line = TagText.line(tags, LONGEST);
            statement.setBytes(
                    1, line.isEmpty() ? new byte[1] : line.getBytes(StandardCharsets.US_ASCII));
            statement.execute();
        }
        return true;
    }
}
