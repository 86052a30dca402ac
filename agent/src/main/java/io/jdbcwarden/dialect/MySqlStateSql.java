package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;

/** What the SQL of MariaDB and MySQL changes of its session. By their documentation. */
final class MySqlStateSql extends StateSql {
    MySqlStateSql() {
        super(
                new SqlTokens.Syntax()
                        .backslashes()
                        .mySqlComments()
                        .backticks()
                        .doubleQuotedStrings());
    }

    @Override
    void statement(SqlTokens tokens, StateChanges into) {
        if (tokens.is("set")) {
            set(tokens, into);
        } else if (tokens.is("use")) {
            into.mark(StateKind.CATALOG);
        } else if (tokens.is("create")) {
            create(tokens, into);
        } else if (tokens.is("lock")) {
            if (tokens.next() && tokens.isOneOf("tables", "table")) {
                into.mark(StateKind.TABLE_LOCK);
            }
        } else if (tokens.is("unlock")) {
            into.unmark(StateKind.TABLE_LOCK);
        } else if (tokens.is("flush")) {
            flush(tokens, into);
        } else if (tokens.is("prepare")) {
            tokens.next();
            into.mark(StateKind.STATEMENT, tokens.name());
        } else if (tokens.isOneOf("deallocate", "drop")) {
            if (tokens.nextIs("prepare") && tokens.next()) {
                into.unmark(StateKind.STATEMENT, tokens.name());
            }
        } else if (tokens.is("handler")) {
            handler(tokens, into);
        } else if (tokens.is("xa")) {
            xa(tokens, into);
        } else if (tokens.isOneOf("call", "execute")) {
            arguments(tokens, into);
        }
    }

    // ------------------------------------------------------------------ set

    private void set(SqlTokens tokens, StateChanges into) {
        boolean session = true;
        tokens.next();
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            if (tokens.isOneOf("global", "persist", "persist_only")) {
                session = false;
                tokens.next();
            } else if (tokens.isOneOf("session", "local")) {
                session = true;
                tokens.next();
                if (tokens.is("transaction")) {
                    into.mark(StateKind.SETTING, MySqlDialect.TRANSACTION);
                    return;
                }
            }
            if (tokens.isOneOf("transaction", "statement", "password", "default", "resource")) {
                // Of the next transaction or this statement alone, or not of the session.
                skip(tokens);
                return;
            }
            assignment(tokens, into, session);
        }
    }

    private void assignment(SqlTokens tokens, StateChanges into, boolean session) {
        if (tokens.is("role")) {
            into.mark(StateKind.ROLE);
        } else if (tokens.isOneOf("names", "charset", "character")) {
            into.mark(StateKind.SETTING, "character_set_client");
            into.mark(StateKind.SETTING, "character_set_results");
            into.mark(StateKind.SETTING, "character_set_connection");
            into.mark(StateKind.SETTING, "collation_connection");
        } else if (tokens.isSymbol('@')) {
            variable(tokens, into);
        } else if (tokens.isName() && session) {
            into.mark(StateKind.SETTING, dotted(tokens));
        }
        value(tokens, into);
    }

    /** {@code @x} or {@code @@x} or {@code @@session.x}. */
    private static void variable(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (!tokens.isSymbol('@')) {
            if (tokens.isName() || tokens.isString()) {
                into.mark(StateKind.SETTING, "@" + userVariable(tokens));
            }
            return;
        }
        tokens.next();
        if (tokens.isOneOf("global", "persist", "persist_only")) {
            return;
        }
        if (tokens.isOneOf("session", "local") && tokens.peek() == '.') {
            tokens.next();
            tokens.next();
        }
        if (tokens.isName()) {
            into.mark(StateKind.SETTING, dotted(tokens));
        }
    }

    private static String userVariable(SqlTokens tokens) {
        String name = tokens.isString() ? tokens.unquoted() : tokens.name();
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    private static String dotted(SqlTokens tokens) {
        String name = tokens.name();
        while (tokens.peek() == '.') {
            tokens.next();
            tokens.next();
            name += "." + tokens.name();
        }
        return name;
    }

    /** On to the next assignment. */
    private void value(SqlTokens tokens, StateChanges into) {
        int depth = 0;
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (tokens.isSymbol(',') && depth == 0) {
                tokens.next();
                return;
            } else if (tokens.isName() && tokens.peek() == '(') {
                function(tokens, into);
            }
            tokens.next();
        }
    }

    private static void skip(SqlTokens tokens) {
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            tokens.next();
        }
    }

    // ------------------------------------------------------------------ the others

    private static void create(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("or")) {
            tokens.next();
            tokens.next();
        }
        if (!tokens.is("temporary")) {
            return;
        }
        tokens.next();
        tokens.next();
        if (tokens.is("if")) {
            tokens.next();
            tokens.next();
            tokens.next();
        }
        if (!tokens.isName()) {
            return;
        }
        String table = quoted(tokens);
        if (tokens.peek() == '.') {
            tokens.next();
            tokens.next();
            table += "." + quoted(tokens);
        }
        into.mark(StateKind.TEMP_TABLE, table);
    }

    /** As it was written: names of tables may differ in case. */
    private static String quoted(SqlTokens tokens) {
        String text = tokens.text();
        return Quotes.quoted(text.startsWith("`") ? tokens.unquoted() : text, '`');
    }

    private static void flush(SqlTokens tokens, StateChanges into) {
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isOneOf("lock", "export")) {
                into.mark(StateKind.TABLE_LOCK);
            }
        }
    }

    /** What is open for reading: by whom it was opened is not known to be closed. */
    private static void handler(SqlTokens tokens, StateChanges into) {
        tokens.next();
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.is("open")) {
                into.mark(StateKind.OTHER);
            }
        }
    }

    private static void xa(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("prepare")) {
            into.mark(StateKind.PREPARED_TRANSACTION);
        } else if (tokens.isOneOf("commit", "rollback")) {
            into.unmark(StateKind.PREPARED_TRANSACTION);
        }
    }

    /** Variables that are passed may be what a procedure gives its results in. */
    private static void arguments(SqlTokens tokens, StateChanges into) {
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('@')) {
                variable(tokens, into);
            }
            tokens.next();
        }
    }

    @Override
    void token(SqlTokens tokens, StateChanges into) {
        if (tokens.is("into")) {
            while (tokens.peek() == '@') {
                tokens.next();
                variable(tokens, into);
                if (tokens.peek() != ',') {
                    return;
                }
                tokens.next();
            }
        } else if (tokens.isSymbol('@')) {
            tokens.next();
            if ((tokens.isName() || tokens.isString()) && tokens.peek() == ':') {
                into.mark(StateKind.SETTING, "@" + userVariable(tokens));
            } else if (tokens.isSymbol('@')) {
                tokens.next();
            }
        }
    }

    @Override
    void function(SqlTokens tokens, StateChanges into) {
        if (tokens.is("get_lock")) {
            into.mark(StateKind.LOCK);
        } else if (tokens.is("release_all_locks")) {
            into.unmark(StateKind.LOCK);
        }
    }
}
