package io.jdbcwarden.dialect;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * H2. A session's own state stands in {@code INFORMATION_SCHEMA.SESSION_STATE}, as the commands
 * that would bring it about; what is not there is as in a new session. Read in 2.x.
 */
public final class H2Dialect implements Dialect {
    /** Settings of a session, how a new one has them, and whether the state tells of them. */
    private static final Map<String, String> NEW = new HashMap<>();

    static {
        NEW.put("time zone", "set time zone local");
        NEW.put(
                "lock_timeout",
                "set lock_timeout (select cast(coalesce((select setting_value from"
                        + " information_schema.settings where setting_name = 'DEFAULT_LOCK_TIMEOUT'),"
                        + " '2000') as int))");
        NEW.put("query_timeout", "set query_timeout 0");
        NEW.put("schema_search_path", "set schema_search_path public");
        NEW.put("schema", "set schema public");
        NEW.put("autocommit", "set autocommit true");
    }

    /** Before the name of a table in the keys of the session's state. */
    private static final String TABLE = "TABLE ";

    private final StateSql sql = new H2StateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().equals("org.h2.jdbc.JdbcConnection");
    }

    @Override
    public void read(String text, StateChanges into) {
        sql.read(text, into);
    }

    @Override
    public void keep(
            Connection physical, StateChanges changes, ConnectionState state, boolean inTransaction)
            throws SQLException {
        for (String name : changes.names(StateKind.SETTING)) {
            if (!state.isKept(name) && !Dialect.isTag(name)) {
                keepAll(physical, state);
                state.keep(name, null);
            }
        }
    }

    @Override
    public void keepAll(Connection physical, ConnectionState state) throws SQLException {
        if (state.isAllKept()) {
            return;
        }
        try (Statement statement = physical.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "select state_key, state_command"
                                    + " from information_schema.session_state")) {
                while (rows.next()) {
                    String name = H2StateSql.nameOfState(rows.getString(1));
                    if (!Dialect.isTag(name)) {
                        state.keep(name, rows.getString(2));
                    }
                }
            }
            try (ResultSet row = statement.executeQuery("call lock_timeout()")) {
                row.next();
                state.keep("lock_timeout", "set lock_timeout " + row.getInt(1));
            }
        }
        state.allKept();
    }

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state)
            throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String name : changes.names(StateKind.SETTING)) {
            String command = Dialect.isTag(name) ? null : state.kept(name);
            if (command == null) {
                command =
                        name.startsWith("@")
                                ? "set @" + Quotes.name(name.substring(1)) + " = null"
                                : NEW.get(name);
            }
            if (command != null) {
                statements.add(command);
            }
        }
        if (changes.has(StateKind.TEMP_TABLE)) {
            dropTables(physical, statements);
        }
        return statements;
    }

    /** Those that are there: a permanent one of the same name must stay. */
    private static void dropTables(Connection physical, List<String> statements)
            throws SQLException {
        for (String key : keys(physical)) {
            if (key.startsWith(TABLE)) {
                statements.add("drop table " + Quotes.name(key.substring(TABLE.length())));
            }
        }
    }

    private static List<String> keys(Connection physical) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement statement = physical.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select state_key from information_schema.session_state")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    /** What is in the session's state now and was not at first is put back, or dropped. */
    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state)
            throws SQLException {
        changes.mark(StateKind.TEMP_TABLE);
        for (String key : keys(physical)) {
            if (!key.startsWith(TABLE)) {
                changes.mark(StateKind.SETTING, H2StateSql.nameOfState(key));
            }
        }
        changes.mark(StateKind.SETTING, "lock_timeout");
        changes.mark(StateKind.SETTING, "query_timeout");
        return reset(physical, changes, state);
    }

    @Override
    public void run(Connection physical, List<String> statements) throws SQLException {
        Dialect.runAsOneText(physical, statements);
    }

    /** Nothing shows them to an administrator: variables of the session, whatever was asked for. */
    @Override
    public boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        StringBuilder text = new StringBuilder("call ");
        Map<String, String> values = TagText.variables(tags, state);
        for (String name : values.keySet()) {
            text.append(text.length() > 5 ? " || " : "");
            text.append("coalesce(set(@warden_").append(name).append(", ?), '')");
        }
        TagText.send(physical, text, values.values());
        return true;
    }
}
