package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What T-SQL changes of its session. By the documentation of SQL Server 2022. Its statements need
 * no semicolon between them, so each {@code SET} with the name of an option is one.
 */
final class SqlServerStateSql extends StateSql {
    /** Before a key of {@code SESSION_CONTEXT}. */
    static final String CONTEXT = "context ";

    /** What {@code @@OPTIONS} tells, and by which bit. */
    static final String[] BITS = {
        "", // disable deferred constraint checking: not a setting of sessions
        "implicit_transactions",
        "cursor_close_on_commit",
        "ansi_warnings",
        "ansi_padding",
        "ansi_nulls",
        "arithabort",
        "arithignore",
        "quoted_identifier",
        "nocount",
        "ansi_null_dflt_on",
        "ansi_null_dflt_off",
        "concat_null_yields_null",
        "numeric_roundabort",
        "xact_abort"
    };

    /** Those that can be asked for and so put back. */
    private static final Set<String> OPTIONS =
            new HashSet<>(
                    Arrays.asList(
                            "language",
                            "dateformat",
                            "datefirst",
                            "textsize",
                            "lock_timeout",
                            "rowcount",
                            "deadlock_priority",
                            "context_info"));

    static {
        OPTIONS.addAll(Arrays.asList(BITS).subList(1, BITS.length));
    }

    /** Those that cannot. */
    private static final Set<String> OTHERS =
            new HashSet<>(
                    Arrays.asList(
                            "ansi_defaults",
                            "fips_flagger",
                            "fmtonly",
                            "forceplan",
                            "identity_insert",
                            "noexec",
                            "offsets",
                            "parseonly",
                            "query_governor_cost_limit",
                            "remote_proc_transactions",
                            "showplan_all",
                            "showplan_text",
                            "showplan_xml",
                            "statistics"));

    SqlServerStateSql() {
        super(new SqlTokens.Syntax().brackets().nestedComments());
    }

    @Override
    void statement(SqlTokens tokens, StateChanges into) {
        token(tokens, into);
    }

    @Override
    void token(SqlTokens tokens, StateChanges into) {
        if (tokens.is("set")) {
            set(tokens, into);
        } else if (tokens.is("use")) {
            if (tokens.peek() != '=') {
                into.mark(StateKind.CATALOG);
            }
        } else if (tokens.isOneOf("exec", "execute")) {
            execute(tokens, into);
        } else if (tokens.is("revert")) {
            into.unmark(StateKind.ROLE);
        } else if (tokens.isOneOf("into", "table")) {
            temporary(tokens, into);
        }
    }

    private static void set(SqlTokens tokens, StateChanges into) {
        tokens.next();
        do {
            String name = tokens.isName() ? tokens.name() : "";
            char follows = tokens.peek();
            if (follows == '=' || follows == '.') {
                // A column of an update.
                return;
            }
            if (OPTIONS.contains(name)) {
                into.mark(StateKind.SETTING, name);
            } else if (OTHERS.contains(name)) {
                into.mark(StateKind.OTHER);
            } else if (name.equals("transaction")) {
                into.mark(StateKind.SETTING, "transaction isolation level");
            }
            // Several options that are switched together: set ansi_nulls, ansi_padding on.
        } while (tokens.peek() == ',' && tokens.next() && tokens.next());
    }

    /** {@code drop table #t} names one too; to drop what is not there any more does not matter. */
    private static void temporary(SqlTokens tokens, StateChanges into) {
        if (tokens.peek() != '#' && tokens.peek() != '[') {
            return;
        }
        tokens.next();
        StringBuilder name = new StringBuilder();
        while (tokens.isSymbol('#')) {
            name.append('#');
            tokens.next();
        }
        if (tokens.isName()) {
            String text = tokens.text();
            String plain = text.startsWith("[") ? tokens.unquoted() : text;
            String table = name + plain;
            if (table.startsWith("#")) {
                into.mark(StateKind.TEMP_TABLE, "[" + table.replace("]", "]]") + "]");
            }
        }
    }

    private static void execute(SqlTokens tokens, StateChanges into) {
        tokens.next();
        if (tokens.is("as")) {
            into.mark(StateKind.ROLE);
            return;
        }
        String procedure = tokens.isName() ? tokens.name().toLowerCase(Locale.ROOT) : "";
        if (procedure.equals("sp_set_session_context")) {
            String key = firstString(tokens);
            if (key == null) {
                into.mark(StateKind.OTHER);
            } else {
                into.mark(StateKind.SETTING, CONTEXT + key);
            }
        } else if (procedure.equals("sp_getapplock")) {
            applock(tokens, into);
        }
    }

    private static @Nullable String firstString(SqlTokens tokens) {
        while (tokens.next() && !tokens.isSymbol(';') && !tokens.isSymbol(',')) {
            if (tokens.isString()) {
                return tokens.unquoted();
            }
        }
        return null;
    }

    /** Of the transaction, unless it says that it is of the session. */
    private static void applock(SqlTokens tokens, StateChanges into) {
        String first = null;
        boolean ofSession = false;
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isString()) {
                String text = tokens.unquoted();
                first = first == null ? text : first;
                ofSession |= text.equalsIgnoreCase("session");
            }
        }
        if (ofSession && first != null && !first.equalsIgnoreCase("session")) {
            into.mark(StateKind.LOCK, first);
        } else if (ofSession) {
            into.mark(StateKind.OTHER);
        }
    }

    @Override
    void function(SqlTokens tokens, StateChanges into) {}
}
