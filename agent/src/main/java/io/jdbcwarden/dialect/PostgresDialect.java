package io.jdbcwarden.dialect;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. The server tells the transaction state with each answer and the driver keeps it, so
 * even a {@code BEGIN} sent as plain SQL is seen. {@code getTransactionState} is there since pgjdbc
 * 9.4.1208; read in 42.7.
 *
 * <p>Neither {@code DISCARD ALL} nor {@code DEALLOCATE ALL} is ever sent: the driver goes on using
 * the statements that it has prepared on the server.
 */
public final class PostgresDialect implements Dialect {
    private static final String AUTHORIZATION = "session_authorization";
    private static final String ROLE = "role";
    private static final String NAME = "application_name";

    /** Longer ones are cut by the server, in the middle of a character perhaps. */
    private static final int NAME_BYTES = 63;

    private final StateSql sql = new PostgresStateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().equals("org.postgresql.jdbc.PgConnection");
    }

    @Override
    public int connectionsLeft(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select current_setting('max_connections')::int"
                                        + " - current_setting('superuser_reserved_connections')::int"
                                        + " - count(*) from pg_stat_activity"
                                        + " where backend_type = 'client backend'")) {
            return row.next() ? Math.max(0, row.getInt(1)) : -1;
        }
    }

    @Override
    public TransactionProbe probe(Class<?> physical) throws ReflectiveOperationException {
        return Dialect.notEqual(physical.getMethod("getTransactionState"), "IDLE");
    }

    // ------------------------------------------------------------------ what was changed

    @Override
    public void read(String text, StateChanges into) {
        sql.read(text, into);
    }

    @Override
    public @Nullable String settingOf(StateKind jdbc) {
        switch (jdbc) {
            case SCHEMA:
                // What the getter gives is the first schema of the path alone.
                return "search_path";
            case CLIENT_INFO:
                return NAME;
            default:
                return null;
        }
    }

    @Override
    public void keep(
            Connection physical, StateChanges changes, ConnectionState state, boolean inTransaction)
            throws SQLException {
        if (changes.has(StateKind.ANY_SETTING)) {
            keepAll(physical, state);
        }
        List<String> unknown = new ArrayList<>();
        for (String name : settings(changes)) {
            if (!state.isKept(name) && !isTag(name, state)) {
                unknown.add(name);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        if (inTransaction) {
            show(physical, unknown, state);
        } else {
            ask(physical, unknown, state);
        }
    }

    private static Set<String> settings(StateChanges changes) {
        Set<String> names = new LinkedHashSet<>(changes.names(StateKind.ROLE));
        names.addAll(changes.names(StateKind.SETTING));
        return names;
    }

    private static boolean isTag(String name, ConnectionState state) {
        return Dialect.isTag(name) || (name.equals(NAME) && state.ownName() != null);
    }

    private static void ask(Connection physical, List<String> names, ConnectionState state)
            throws SQLException {
        String query =
                "select n, current_setting(n, true), coalesce(s.setting = s.reset_val, false)"
                        + " from unnest(?::text[]) n"
                        + " left join pg_settings s on lower(s.name) = n";
        try (PreparedStatement statement = physical.prepareStatement(query)) {
            statement.setArray(1, physical.createArrayOf("text", names.toArray()));
            keep(statement.executeQuery(), state);
        }
    }

    private static void keep(ResultSet rows, ConnectionState state) throws SQLException {
        while (rows.next()) {
            boolean asAtBegin = rows.getBoolean(3);
            state.keep(rows.getString(1), asAtBegin ? null : rows.getString(2));
        }
    }

    /**
     * Inside a transaction, a query would fix its snapshot, and its isolation with it; a {@code
     * SHOW} does not. What is not there fails, which must not end the transaction.
     */
    private static void show(Connection physical, List<String> names, ConnectionState state)
            throws SQLException {
        StringBuilder text = new StringBuilder("savepoint jdbc_warden");
        for (String name : names) {
            text.append("; show ").append(Quotes.dotted(name));
        }
        text.append("; release savepoint jdbc_warden");
        try (Statement statement = physical.createStatement()) {
            try {
                boolean isRow = statement.execute(text.toString());
                int shown = 0;
                while (isRow || statement.getUpdateCount() != -1) {
                    ResultSet row = isRow ? statement.getResultSet() : null;
                    if (row != null && row.next()) {
                        state.keep(names.get(shown++), row.getString(1));
                    }
                    isRow = statement.getMoreResults();
                }
            } catch (SQLException e) {
                statement.execute(
                        "rollback to savepoint jdbc_warden; release savepoint jdbc_warden");
                for (String name : names) {
                    state.keep(name, null);
                }
            }
        }
    }

    @Override
    public void keepAll(Connection physical, ConnectionState state) throws SQLException {
        if (state.isAllKept()) {
            return;
        }
        try (Statement statement = physical.createStatement()) {
            keep(
                    statement.executeQuery(
                            "select lower(name), current_setting(name), false from pg_settings"
                                    + " where source = 'session'"
                                    + (state.ownName() == null
                                            ? ""
                                            : " and name <> 'application_name'")
                                    + " union all select n, current_setting(n), false"
                                    + " from unnest('{session_authorization,role}'::text[]) n"),
                    state);
        }
        state.allKept();
    }

    // ------------------------------------------------------------------ putting it back

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state) {
        if (changes.has(StateKind.ANY_SETTING)) {
            return resetAll(changes, state, changes.names(StateKind.STATEMENT), false);
        }
        List<String> statements = new ArrayList<>();
        Set<String> names = settings(changes);
        // Who may set the others depends on these.
        for (String first : new String[] {AUTHORIZATION, ROLE}) {
            if (names.remove(first)) {
                statements.add(reset(first, state));
            }
        }
        for (String name : names) {
            statements.add(reset(name, state));
        }
        others(changes, statements);
        return statements;
    }

    private static String reset(String name, ConnectionState state) {
        String value = isTag(name, state) ? null : state.kept(name);
        if (value != null) {
            return set(name, value);
        }
        return name.equals(AUTHORIZATION)
                ? "reset session authorization"
                : "reset " + Quotes.dotted(name);
    }

    private static String set(String name, String value) {
        // Written so that it means the same with and without standard_conforming_strings.
        return "select set_config(" + literal(name) + ", " + literal(value) + ", false)";
    }

    private static String literal(String text) {
        String quoted = Quotes.string(text);
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    private static void others(StateChanges changes, List<String> statements) {
        if (changes.has(StateKind.LOCK)) {
            statements.add("select pg_advisory_unlock_all()");
        }
        if (changes.has(StateKind.LISTEN)) {
            statements.add("unlisten *");
        }
        if (changes.has(StateKind.CURSOR)) {
            statements.add("close all");
        }
        if (changes.has(StateKind.TEMP_TABLE)) {
            statements.add("discard temp");
        }
        if (changes.has(StateKind.STATEMENT)) {
            StringBuilder names = new StringBuilder();
            for (String name : changes.names(StateKind.STATEMENT)) {
                names.append(names.length() == 0 ? "" : ", ").append(literal(name));
            }
            statements.add(deallocate("name in (" + names + ")"));
        }
    }

    /** Those that are there: to deallocate another one would be an error. */
    private static String deallocate(String which) {
        return "do $jdbc_warden$ declare n text; begin"
                + " for n in select name from pg_prepared_statements where from_sql and "
                + which
                + " loop execute format('deallocate %I', n); end loop; end $jdbc_warden$";
    }

    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state) {
        return resetAll(changes, state, null, true);
    }

    /**
     * @param prepared the statements that were prepared in SQL; null for all
     */
    private static List<String> resetAll(
            StateChanges changes,
            ConnectionState state,
            @Nullable Set<String> prepared,
            boolean more) {
        List<String> statements = new ArrayList<>();
        statements.add(reset(AUTHORIZATION, state));
        statements.add(reset(ROLE, state));
        statements.add("reset all");
        for (Map.Entry<String, String> kept : state.kept().entrySet()) {
            String name = kept.getKey();
            if (!name.equals(AUTHORIZATION) && !name.equals(ROLE) && !isTag(name, state)) {
                statements.add(set(name, kept.getValue()));
            }
        }
        if (!more || prepared != null) {
            others(changes, statements);
            return statements;
        }
        statements.add("select pg_advisory_unlock_all()");
        statements.add("unlisten *");
        statements.add("close all");
        statements.add("discard temp");
        statements.add(deallocate("true"));
        return statements;
    }

    @Override
    public void run(Connection physical, List<String> statements) throws SQLException {
        StringBuilder all = new StringBuilder(String.join("; ", statements));
        if (!physical.getAutoCommit()) {
            // The driver has begun a transaction; without its end nothing of this would stay.
            all.append("; commit");
        }
        try (Statement statement = physical.createStatement()) {
            statement.execute(all.toString());
        }
    }

    // ------------------------------------------------------------------ tags

    @Override
    public boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        if (how == TagDatabase.CLIENT_INFO) {
            if (state.ownName() == null) {
                String own = physical.getClientInfo("ApplicationName");
                state.ownName(own == null ? "" : own);
            }
            String name = TagText.line(tags, NAME_BYTES);
            values.put(NAME, name.isEmpty() ? String.valueOf(state.ownName()) : name);
        } else {
            for (Map.Entry<String, String> tag : TagText.variables(tags, state).entrySet()) {
                values.put("warden." + tag.getKey(), tag.getValue());
            }
        }
        StringBuilder text = new StringBuilder("select ");
        for (String name : values.keySet()) {
            text.append(text.length() > 7 ? ", " : "");
            text.append("set_config('").append(name).append("', ?, false)");
        }
        if (!inTransaction && !physical.getAutoCommit()) {
            // The driver begins a transaction for it, and a rollback must not bring back another.
            text.append("; commit");
        }
        TagText.send(physical, text, values.values());
        return !inTransaction;
    }
}
