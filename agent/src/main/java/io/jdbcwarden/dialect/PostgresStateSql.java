package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;

/** What PostgreSQL's SQL changes of its session. By its documentation of version 18. */
final class PostgresStateSql extends StateSql {
    PostgresStateSql() {
        super(new SqlTokens.Syntax().nestedComments().dollarQuotes());
    }

    @Override
    void statement(SqlTokens tokens, StateChanges into) {
        if (tokens.is("set")) {
            set(tokens, into);
        } else if (tokens.is("reset")) {
            reset(tokens, into);
        } else if (tokens.is("discard")) {
            discard(tokens, into);
        } else if (tokens.is("create")) {
            create(tokens, into);
        } else if (tokens.is("listen")) {
            into.mark(StateKind.LISTEN);
        } else if (tokens.is("prepare")) {
            prepare(tokens, into);
        } else if (tokens.is("deallocate")) {
            deallocate(tokens, into);
        } else if (tokens.isOneOf("commit", "rollback")) {
            if (tokens.nextIs("prepared")) {
                into.unmark(StateKind.PREPARED_TRANSACTION);
            }
        } else if (tokens.is("declare")) {
            declare(tokens, into);
        }
    }

    private static void set(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.isOneOf("local", "transaction", "constraints", "seed")) {
            // The first three end with the transaction; the last one cannot be put back.
            skip(tokens);
            return;
        }
        if (tokens.is("session")) {
            tokens.next();
        }
        if (tokens.is("authorization")) {
            into.mark(StateKind.ROLE, "session_authorization");
            into.mark(StateKind.ROLE, "role");
        } else if (tokens.is("characteristics")) {
            into.mark(StateKind.SETTING, "default_transaction_isolation");
            into.mark(StateKind.SETTING, "default_transaction_read_only");
            into.mark(StateKind.SETTING, "default_transaction_deferrable");
        } else if (tokens.isName()) {
            named(tokens, into);
        }
        skip(tokens);
    }

    private static void named(SqlTokens tokens, StateChanges into) {
        if (tokens.is("role")) {
            into.mark(StateKind.ROLE, "role");
        } else if (tokens.is("time") && tokens.peek() != '=') {
            into.mark(StateKind.SETTING, "timezone");
        } else if (tokens.is("schema")) {
            into.mark(StateKind.SETTING, "search_path");
        } else if (tokens.is("names")) {
            into.mark(StateKind.SETTING, "client_encoding");
        } else if (tokens.is("xml")) {
            into.mark(StateKind.SETTING, "xmloption");
        } else {
            setting(dotted(tokens), into);
        }
    }

    private static void setting(String name, StateChanges into) {
        switch (name) {
            case "role":
            case "session_authorization":
                into.mark(StateKind.ROLE, name);
                break;
            case "seed":
            case "transaction_isolation":
            case "transaction_read_only":
            case "transaction_deferrable":
                // Of the transaction, or nothing to be put back.
                break;
            default:
                into.mark(StateKind.SETTING, name);
        }
    }

    private static String dotted(SqlTokens tokens) {
        StringBuilder name = new StringBuilder(lower(tokens.name()));
        while (tokens.peek() == '.') {
            tokens.next();
            tokens.next();
            name.append('.').append(lower(tokens.name()));
        }
        return name.toString();
    }

    /** Settings are the same in any case, also in quotes. */
    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    private static void reset(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("all")) {
            into.mark(StateKind.ANY_SETTING);
        } else if (tokens.is("session")) {
            into.mark(StateKind.ROLE, "session_authorization");
            into.mark(StateKind.ROLE, "role");
        } else if (tokens.isName() && !tokens.is("transaction")) {
            named(tokens, into);
        }
        skip(tokens);
    }

    private static void discard(SqlTokens tokens, StateChanges into) {
        if (tokens.nextIs("all")) {
            into.mark(StateKind.ANY_SETTING);
            into.unmark(StateKind.LISTEN);
            into.unmark(StateKind.LOCK);
            into.unmark(StateKind.TEMP_TABLE);
            into.unmark(StateKind.STATEMENT);
            into.unmark(StateKind.CURSOR);
        } else if (tokens.isOneOf("temp", "temporary")) {
            into.unmark(StateKind.TEMP_TABLE);
        }
    }

    /** {@code create [or replace] [global|local] temp ...}, or in the schema for such. */
    private static void create(SqlTokens tokens, StateChanges into) {
        for (int i = 0; i < 6 && tokens.next() && tokens.isName(); i++) {
            if (tokens.isOneOf("temp", "temporary")
                    || (tokens.name().equals("pg_temp") && tokens.peek() == '.')) {
                into.mark(StateKind.TEMP_TABLE);
                return;
            }
            if (tokens.peek() == '(') {
                return;
            }
        }
    }

    private static void prepare(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("transaction")) {
            into.mark(StateKind.PREPARED_TRANSACTION);
        } else if (tokens.isName()) {
            into.mark(StateKind.STATEMENT, tokens.name());
            tokens.next();
        }
    }

    private static void deallocate(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("prepare")) {
            tokens.next();
        }
        if (tokens.is("all")) {
            into.unmark(StateKind.STATEMENT);
        } else if (tokens.isName()) {
            into.unmark(StateKind.STATEMENT, tokens.name());
        }
    }

    private static void declare(SqlTokens tokens, StateChanges into) {
        while (tokens.next() && !tokens.isSymbol(';') && !tokens.isOneOf("for", "without")) {
            if (tokens.is("with")) {
                into.mark(StateKind.CURSOR);
                return;
            }
        }
    }

    /** What stands behind is values: no function can be called there. */
    private static void skip(SqlTokens tokens) {
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            tokens.next();
        }
    }

    @Override
    void token(SqlTokens tokens, StateChanges into) {
        if (tokens.is("into")) {
            tokens.next();
            if (tokens.isOneOf("local", "global")) {
                tokens.next();
            }
            if (tokens.isOneOf("temp", "temporary")
                    || (tokens.isName() && tokens.name().equals("pg_temp"))) {
                into.mark(StateKind.TEMP_TABLE);
            }
        }
    }

    @Override
    void function(SqlTokens tokens, StateChanges into) {
        switch (tokens.name()) {
            case "pg_advisory_lock":
            case "pg_advisory_lock_shared":
            case "pg_try_advisory_lock":
            case "pg_try_advisory_lock_shared":
                into.mark(StateKind.LOCK);
                break;
            case "pg_advisory_unlock_all":
                into.unmark(StateKind.LOCK);
                break;
            case "set_config":
                setConfig(tokens, into);
                break;
            default:
        }
    }

    /** With {@code true} as the last argument it ends with the transaction. */
    private static void setConfig(SqlTokens tokens, StateChanges into) {
        tokens.next();
        tokens.next();
        String name = tokens.isString() ? lower(tokens.unquoted()) : null;
        boolean known = name != null && tokens.peek() == ',';
        int depth = 1;
        int comma = 0;
        boolean local = false;
        while (!tokens.isEnd() && depth > 0) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (tokens.isSymbol(',') && depth == 1) {
                comma++;
            } else if (comma == 2) {
                local = tokens.is("true") && tokens.peek() == ')';
            }
            if (depth > 0) {
                tokens.next();
            }
        }
        if (local) {
            return;
        }
        if (known && name != null) {
            setting(name, into);
        } else {
            into.mark(StateKind.ANY_SETTING);
        }
    }
}
