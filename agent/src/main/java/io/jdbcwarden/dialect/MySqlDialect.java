package io.jdbcwarden.dialect;

import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import io.jdbcwarden.session.Tags;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB and MySQL. Their own reset of a connection ({@code COM_RESET_CONNECTION}) is not used: it
 * would drop what the pool has set when it made the connection, and the driver's prepared
 * statements.
 *
 * <p>Variables and locks go into one {@code SET}. Further statements are one batch, which MariaDB's
 * driver sends at once; MySQL's sends them one by one.
 */
public final class MySqlDialect implements Dialect {
    static final String ROLE = "role";
    static final String TRANSACTION = "transaction";

    private static final Set<String> DRIVERS =
            new HashSet<>(
                    Arrays.asList(
                            "org.mariadb.jdbc.Connection",
                            "org.mariadb.jdbc.MariaDbConnection",
                            "com.mysql.cj.jdbc.ConnectionImpl",
                            "com.mysql.jdbc.ConnectionImpl",
                            "com.mysql.jdbc.JDBC4Connection"));

    /** What the server shows as variables of a session, and nobody sets to keep. */
    private static final Set<String> VOLATILE =
            new HashSet<>(
                    Arrays.asList(
                            "error_count",
                            "identity",
                            "in_transaction",
                            "insert_id",
                            "last_gtid",
                            "last_insert_id",
                            "pseudo_thread_id",
                            "rand_seed1",
                            "rand_seed2",
                            "statement_id",
                            "timestamp",
                            "warning_count"));

    private final StateSql sql = new MySqlStateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return DRIVERS.contains(physical.getName());
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
        qualifyTables(physical, changes);
        List<String> unknown = new ArrayList<>();
        for (String name : changes.names(StateKind.SETTING)) {
            if (!state.isKept(name) && !Dialect.isTag(name)) {
                unknown.add(name);
            }
        }
        if (unknown.remove(TRANSACTION)) {
            state.keep(TRANSACTION, isolation(physical.getTransactionIsolation()));
        }
        if (changes.has(StateKind.ROLE) && !state.isKept(ROLE)) {
            state.keep(ROLE, role(physical));
        }
        if (unknown.isEmpty()) {
            return;
        }
        StringBuilder query = new StringBuilder("select ");
        for (String name : unknown) {
            query.append(query.length() > 7 ? ", " : "").append(variable(name));
        }
        try (Statement statement = physical.createStatement();
                ResultSet row = statement.executeQuery(query.toString())) {
            row.next();
            for (int i = 0; i < unknown.size(); i++) {
                state.keep(unknown.get(i), literal(row.getObject(i + 1)));
            }
        }
    }

    /** A table without its schema is another one once the session has left that. */
    private static void qualifyTables(Connection physical, StateChanges changes)
            throws SQLException {
        String schema = null;
        for (String table : changes.names(StateKind.TEMP_TABLE)) {
            if (!table.contains("`.`")) {
                schema = schema == null ? physical.getCatalog() : schema;
                if (schema != null) {
                    changes.mark(StateKind.TEMP_TABLE, Quotes.quoted(schema, '`') + "." + table);
                    changes.unmark(StateKind.TEMP_TABLE, table);
                }
            }
        }
    }

    private static String role(Connection physical) throws SQLException {
        try (Statement statement = physical.createStatement();
                ResultSet row = statement.executeQuery("select current_role()")) {
            row.next();
            String role = row.getString(1);
            if (role == null || role.equalsIgnoreCase("none")) {
                return "none";
            }
            // MySQL gives a list that is quoted already.
            return role.startsWith("`") ? role : Quotes.quoted(role, '`');
        }
    }

    private static String isolation(int jdbc) {
        switch (jdbc) {
            case Connection.TRANSACTION_READ_UNCOMMITTED:
                return "read uncommitted";
            case Connection.TRANSACTION_READ_COMMITTED:
                return "read committed";
            case Connection.TRANSACTION_SERIALIZABLE:
                return "serializable";
            default:
                return "repeatable read";
        }
    }

    private static String variable(String name) {
        return name.startsWith("@")
                ? "@" + Quotes.quoted(name.substring(1), '`')
                : "@@session." + Quotes.quoted(name, '`');
    }

    /** A value as SQL, whatever {@code sql_mode} says of backslashes. */
    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? "1" : "0";
        }
        byte[] bytes =
                value instanceof byte[]
                        ? (byte[]) value
                        : value.toString().getBytes(StandardCharsets.UTF_8);
        if (value instanceof Number) {
            return value.toString();
        }
        if (bytes.length == 0) {
            return "''";
        }
        StringBuilder hex = new StringBuilder("_utf8mb4 0x");
        for (byte b : bytes) {
            hex.append(Character.forDigit((b >> 4) & 15, 16))
                    .append(Character.forDigit(b & 15, 16));
        }
        return hex.toString();
    }

    @Override
    public void keepAll(Connection physical, ConnectionState state) throws SQLException {
        if (!state.isAllKept()) {
            for (Map.Entry<String, String> variable : variables(physical).entrySet()) {
                state.keep(ALL + variable.getKey(), variable.getValue());
            }
            state.keep(ROLE, role(physical));
            state.allKept();
        }
    }

    /** Before the names of what {@link #keepAll} keeps, as the server shows it. */
    private static final String ALL = "all ";

    private static Map<String, String> variables(Connection physical) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = physical.createStatement();
                ResultSet rows = statement.executeQuery("show session variables")) {
            while (rows.next()) {
                String name = rows.getString(1);
                String value = rows.getString(2);
                if (!VOLATILE.contains(name) && !name.startsWith("gtid_") && value != null) {
                    values.put(name, value);
                }
            }
        }
        return values;
    }

    // ------------------------------------------------------------------ putting it back

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state) {
        List<String> statements = new ArrayList<>();
        if (changes.has(StateKind.TABLE_LOCK)) {
            statements.add("unlock tables");
        }
        if (changes.has(StateKind.ROLE)) {
            String role = state.kept(ROLE);
            statements.add("set role " + (role == null ? "none" : role));
        }
        StringBuilder set = new StringBuilder();
        for (String name : changes.names(StateKind.SETTING)) {
            if (name.equals(TRANSACTION)) {
                String isolation = state.kept(name);
                statements.add(
                        "set session transaction isolation level "
                                + (isolation == null ? "repeatable read" : isolation)
                                + ", read write");
            } else {
                String value = Dialect.isTag(name) ? null : state.kept(name);
                String unset = name.startsWith("@") ? "null" : "default";
                set.append(set.length() == 0 ? "set " : ", ");
                set.append(variable(name)).append(" = ").append(value == null ? unset : value);
            }
        }
        if (changes.has(StateKind.LOCK)) {
            set.append(set.length() == 0 ? "do " : ", @jdbc_warden = ")
                    .append("release_all_locks()");
        }
        if (set.length() > 0) {
            statements.add(set.toString());
        }
        Set<String> tables = changes.names(StateKind.TEMP_TABLE);
        if (!tables.isEmpty()) {
            statements.add("drop temporary table if exists " + String.join(", ", tables));
        }
        for (String name : changes.names(StateKind.STATEMENT)) {
            statements.add("deallocate prepare " + Quotes.quoted(name, '`'));
        }
        return statements;
    }

    /** Asks what differs from the first time: there is no statement that puts back all. */
    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state)
            throws SQLException {
        changes.mark(StateKind.TABLE_LOCK);
        changes.mark(StateKind.ROLE);
        changes.mark(StateKind.LOCK);
        List<String> statements = reset(physical, changes, state);
        StringBuilder set = new StringBuilder();
        for (Map.Entry<String, String> now : variables(physical).entrySet()) {
            String was = state.kept(ALL + now.getKey());
            boolean named = changes.names(StateKind.SETTING).contains(now.getKey());
            if (was != null && !was.equals(now.getValue()) && !named) {
                set.append(set.length() == 0 ? "set " : ", ").append(variable(now.getKey()));
                set.append(" = ").append(shown(was));
            }
        }
        if (set.length() > 0) {
            statements.add(set.toString());
        }
        return statements;
    }

    /** A value as it is shown: numbers look like texts there. */
    private static String shown(String value) {
        return value.matches("-?[0-9]+(\\.[0-9]+)?") ? value : literal(value);
    }

    // ------------------------------------------------------------------ tags

    /** Administrators see them in {@code performance_schema.user_variables_by_thread}. */
    @Override
    public boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        Map<String, String> values = TagText.variables(tags, state);
        StringBuilder text = new StringBuilder();
        for (String name : values.keySet()) {
            text.append(text.length() == 0 ? "set " : ", ");
            text.append("@warden_").append(name).append(" = ?");
        }
        TagText.send(physical, text, values.values());
        return true;
    }
}
