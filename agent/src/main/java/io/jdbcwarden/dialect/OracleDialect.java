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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Oracle. Written by the documentation of 19c and 23ai, and of its driver; never run against a
 * server by this project. What has to be put back is one PL/SQL block, and so one round trip.
 */
public final class OracleDialect implements Dialect {
    static final String ROLES = "roles";

    /** Of {@code V$SESSION}: what is longer is cut there. */
    private static final int LONGEST = 64;

    private final StateSql sql = new OracleStateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return physical.getName().startsWith("oracle.jdbc.");
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
        if (changes.has(StateKind.SETTING) || changes.has(StateKind.ROLE)) {
            keepAll(physical, state);
        }
        for (String name : changes.names(StateKind.SETTING)) {
            if (!state.isKept(name) && !OracleStateSql.CALLS.containsKey(name)) {
                // To ask for it takes rights that applications do not have.
                changes.mark(StateKind.OTHER);
            }
        }
    }

    @Override
    public void keepAll(Connection physical, ConnectionState state) throws SQLException {
        if (state.isAllKept()) {
            return;
        }
        String query =
                "select parameter, value from nls_session_parameters"
                        + " union all select 'TIME_ZONE', sessiontimezone from dual"
                        + " union all select 'CURRENT_SCHEMA',"
                        + " sys_context('userenv', 'current_schema') from dual"
                        + " union all select 'ROLES',"
                        + " (select listagg('\"' || role || '\"', ',') within group (order by role)"
                        + " from session_roles) from dual";
        try (Statement statement = physical.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String value = rows.getString(2);
                state.keep(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
        }
        state.allKept();
    }

    // ------------------------------------------------------------------ putting it back

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state) {
        List<String> calls = new ArrayList<>();
        if (changes.has(StateKind.ROLE)) {
            calls.add(roles(state));
        }
        for (String name : changes.names(StateKind.SETTING)) {
            String call = OracleStateSql.CALLS.get(name);
            calls.add(call == null ? set(name, String.valueOf(state.kept(name))) : call);
        }
        for (String table : changes.names(StateKind.TEMP_TABLE)) {
            calls.add(
                    "begin execute immediate "
                            + Quotes.string("drop table " + table)
                            + "; exception when others then"
                            + " if sqlcode <> -942 then raise; end if; end");
        }
        return calls;
    }

    private static String roles(ConnectionState state) {
        String roles = state.kept(ROLES);
        String all = roles == null || roles.isEmpty() ? "none" : roles;
        return "dbms_session.set_role(" + Quotes.string(all) + ")";
    }

    private static String set(String name, String value) {
        boolean isName = name.equals("current_schema");
        String statement =
                "alter session set "
                        + name
                        + " = "
                        + (isName ? Quotes.name(value) : Quotes.string(value));
        return "execute immediate " + Quotes.string(statement);
    }

    /** Packages lose their state, so nothing of it can be left. */
    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state) {
        List<String> calls = new ArrayList<>();
        calls.add(roles(state));
        for (Map.Entry<String, String> kept : state.kept().entrySet()) {
            if (!kept.getKey().equals(ROLES) && !kept.getKey().equals("nls_characterset")) {
                calls.add(set(kept.getKey(), kept.getValue()));
            }
        }
        calls.addAll(OracleStateSql.CALLS.values());
        calls.add("dbms_session.modify_package_state(dbms_session.reinitialize)");
        return calls;
    }

    @Override
    public void run(Connection physical, List<String> statements) throws SQLException {
        try (Statement statement = physical.createStatement()) {
            statement.execute(block(statements));
        }
    }

    /** One block of what is to be called. */
    static String block(List<String> calls) {
        return "begin " + String.join("; ", calls) + "; end;";
    }

    // ------------------------------------------------------------------ tags

    /**
     * The driver sends them with its next call: no round trip. They are in {@code V$SESSION}, and
     * the user is {@code SYS_CONTEXT('USERENV', 'CLIENT_IDENTIFIER')}, which policies can ask.
     */
    @Override
    public boolean tell(
            Connection physical,
            Tags tags,
            TagDatabase how,
            ConnectionState state,
            boolean inTransaction)
            throws SQLException {
        physical.setClientInfo("OCSID.CLIENTID", cut(tags.user()));
        physical.setClientInfo("OCSID.ACTION", cut(tags.requestId()));
        return true;
    }

    private static String cut(@Nullable String value) {
        String text = value == null ? "" : value;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
