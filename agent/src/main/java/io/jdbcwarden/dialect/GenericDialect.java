package io.jdbcwarden.dialect;

import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Any other database: stands last in the list of dialects, and {@link #handles} all that is left. A
 * database of which nothing is known: what JDBC's setters change is put back, and what the
 * standard's SQL changes and can put back. Any other {@code SET} is not noticed.
 */
public final class GenericDialect implements Dialect {
    private final StateSql sql = new StandardStateSql();

    @Override
    public boolean handles(Class<?> physical) {
        return true;
    }

    @Override
    public void read(String text, StateChanges into) {
        sql.read(text, into);
    }

    @Override
    public List<String> reset(Connection physical, StateChanges changes, ConnectionState state) {
        List<String> statements = new ArrayList<>();
        if (changes.has(StateKind.ROLE)) {
            statements.add("set role none");
        }
        if (changes.has(StateKind.SETTING)) {
            statements.add("set time zone local");
        }
        return statements;
    }

    /** What would be put back beyond that, nobody knows. */
    @Override
    public List<String> resetAll(Connection physical, StateChanges changes, ConnectionState state) {
        return reset(physical, changes, state);
    }

    private static final class StandardStateSql extends StateSql {
        StandardStateSql() {
            super(SqlTokens.Syntax.STANDARD);
        }

        @Override
        void statement(SqlTokens tokens, StateChanges into) {
            if (tokens.is("use")) {
                into.mark(StateKind.CATALOG);
                into.mark(StateKind.SCHEMA);
            } else if (tokens.is("set")) {
                tokens.next();
                if (tokens.is("current")) {
                    tokens.next();
                }
                if (tokens.is("schema")) {
                    into.mark(StateKind.SCHEMA);
                } else if (tokens.is("catalog")) {
                    into.mark(StateKind.CATALOG);
                } else if (tokens.is("role")) {
                    into.mark(StateKind.ROLE);
                } else if (tokens.is("time") && tokens.nextIs("zone")) {
                    into.mark(StateKind.SETTING, "time zone");
                }
            }
        }

        @Override
        void function(SqlTokens tokens, StateChanges into) {}
    }
}
