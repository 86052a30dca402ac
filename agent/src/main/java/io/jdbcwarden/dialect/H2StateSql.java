package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import java.util.Locale;

/** What H2's SQL changes of its session. By its documentation of 2.4. */
final class H2StateSql extends StateSql {
    H2StateSql() {
        super(new SqlTokens.Syntax().dollarQuotes().backticks().brackets());
    }

    @Override
    void statement(SqlTokens tokens, StateChanges into) {
        if (tokens.is("set")) {
            tokens.next();
            set(tokens, into);
        } else if (tokens.is("use")) {
            into.mark(StateKind.SCHEMA);
        } else if (tokens.is("create")) {
            create(tokens, into);
        }
    }

    private static void set(SqlTokens tokens, StateChanges into) {
        if (tokens.isSymbol('@')) {
            tokens.next();
            into.mark(StateKind.SETTING, variable(tokens));
        } else if (tokens.is("schema")) {
            into.mark(StateKind.SCHEMA);
        } else if (tokens.is("time")) {
            into.mark(StateKind.SETTING, "time zone");
        } else if (tokens.isOneOf(
                "schema_search_path", "lock_timeout", "query_timeout", "autocommit")) {
            into.mark(StateKind.SETTING, tokens.name());
        }
    }

    /** {@code create local temporary table [if not exists] t}; a global one is seen by all. */
    private static void create(SqlTokens tokens, StateChanges into) {
        boolean local = false;
        tokens.next();
        while (tokens.isOneOf("cached", "memory", "local", "temporary", "temp")) {
            local |= tokens.is("local");
            tokens.next();
        }
        if (!local || !tokens.is("table")) {
            return;
        }
        tokens.next();
        if (tokens.is("if")) {
            tokens.next();
            tokens.next();
            tokens.next();
        }
        if (tokens.isName()) {
            into.mark(StateKind.TEMP_TABLE);
        }
    }

    /** In capitals, as H2 keeps what has no quotes. */
    private static String variable(SqlTokens tokens) {
        String text = tokens.text();
        return "@" + (text.startsWith("\"") ? tokens.unquoted() : text.toUpperCase(Locale.ROOT));
    }

    /** The name by which changes know what the state calls so. */
    static String nameOfState(String key) {
        return key.startsWith("@") ? key.replace("\"", "") : key.toLowerCase(Locale.ROOT);
    }

    @Override
    void token(SqlTokens tokens, StateChanges into) {
        if (tokens.isSymbol('@')) {
            tokens.next();
            if (tokens.isName() && tokens.peek() == ':') {
                into.mark(StateKind.SETTING, variable(tokens));
            }
        }
    }

    @Override
    void function(SqlTokens tokens, StateChanges into) {
        if (tokens.is("set")) {
            tokens.next();
            tokens.next();
            if (tokens.isSymbol('@') && tokens.next()) {
                into.mark(StateKind.SETTING, variable(tokens));
            }
        }
    }
}
