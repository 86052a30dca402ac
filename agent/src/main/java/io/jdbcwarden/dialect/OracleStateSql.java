package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Oracle's SQL changes of its session. By its documentation of 19c and 23ai. */
final class OracleStateSql extends StateSql {
    /** What packages set, by a name of ours, and the call that clears it. */
    static final Map<String, String> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("client identifier", "dbms_session.clear_identifier");
        CALLS.put("module", "dbms_application_info.set_module(null, null)");
        CALLS.put("client info", "dbms_application_info.set_client_info(null)");
    }

    OracleStateSql() {
        super(new SqlTokens.Syntax().alternativeQuotes());
    }

    @Override
    void statement(SqlTokens tokens, StateChanges into) {
        if (tokens.is("alter")) {
            if (tokens.nextIs("session")) {
                session(tokens, into);
            }
        } else if (tokens.is("set")) {
            if (tokens.nextIs("role")) {
                into.mark(StateKind.ROLE);
            }
        } else if (tokens.is("create")) {
            create(tokens, into);
        }
    }

    /** {@code alter session set a = 1 b = 'x'}. */
    private static void session(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.isOneOf("enable", "disable", "force")) {
            into.mark(StateKind.OTHER);
        }
        if (!tokens.is("set")) {
            return;
        }
        tokens.next();
        while (tokens.isName()) {
            String name = tokens.name();
            if (tokens.isOneOf("container", "edition", "row", "events")) {
                into.mark(StateKind.OTHER);
            } else {
                into.mark(StateKind.SETTING, name);
            }
            tokens.next();
            if (tokens.isSymbol('=')) {
                tokens.next();
                boolean isNumber = tokens.isSymbol('-') || !(tokens.isName() || tokens.isString());
                tokens.next();
                while (isNumber && !tokens.isEnd() && !tokens.isName()) {
                    tokens.next();
                }
            }
        }
    }

    /** One that stays until the session ends; others are gone with the transaction. */
    private static void create(SqlTokens tokens, StateChanges into) {
        if (!tokens.nextIs("private") || !tokens.nextIs("temporary") || !tokens.nextIs("table")) {
            return;
        }
        tokens.next();
        String table = tokens.text();
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.is("preserve")) {
                into.mark(StateKind.TEMP_TABLE, table);
                return;
            }
        }
    }

    /** A lock of {@code DBMS_LOCK}: its handle is in a variable, so nobody else can release it. */
    @Override
    void token(SqlTokens tokens, StateChanges into) {
        if (tokens.is("dbms_lock") && tokens.peek() == '.') {
            tokens.next();
            if (tokens.nextIs("request")) {
                into.mark(StateKind.OTHER);
            }
        }
    }

    @Override
    void function(SqlTokens tokens, StateChanges into) {
        switch (tokens.name()) {
            case "set_role":
                into.mark(StateKind.ROLE);
                break;
            case "set_identifier":
                into.mark(StateKind.SETTING, "client identifier");
                break;
            case "set_module":
            case "set_action":
                into.mark(StateKind.SETTING, "module");
                break;
            case "set_client_info":
                into.mark(StateKind.SETTING, "client info");
                break;
            case "set_nls":
                into.mark(StateKind.OTHER);
                break;
            default:
        }
    }
}
